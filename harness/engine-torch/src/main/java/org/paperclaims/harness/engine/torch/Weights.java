package org.paperclaims.harness.engine.torch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Parameter;
import org.paperclaims.harness.engine.LearningRule;
import org.paperclaims.harness.engine.Precision;
import org.paperclaims.harness.engine.Snapshot;

/**
 * The numbers of a learner. All trainable tensors lie in one native block, their gradients and
 * their momenta in two more of the same layout, so that a step of gradient descent is a handful of
 * calls whatever the number of layers. The named tensors are views into the blocks.
 *
 * <p>Where convolutions and matrix products are in bfloat16, their weights are rounded as one block
 * too, and gradients by them gathered in bfloat16: a call each instead of one a layer, with the
 * same numbers.
 */
final class Weights implements AutoCloseable {
  /** Views start at multiples of 64 bytes, as oneDNN's fast paths want them. */
  private static final int ALIGNMENT = 16;

  /** The prefixes of parameters' names in a snapshot, in its order. */
  private static final List<String> PREFIXES =
      List.of("", Snapshot.MOMENTUM_PREFIX, Snapshot.SQUARES_PREFIX, Snapshot.AVERAGE_PREFIX);

  private final List<Parameter> parameters;
  private final Map<String, Tensor> views = new LinkedHashMap<>();
  private final Map<String, TensorOptional> optionals = new LinkedHashMap<>();
  private final LearningRule rule;
  private final boolean channelsInnermost;
  private final Tensor values;
  private final Tensor gradients;
  private final Tensor momenta;
  private final Blocks blocks;
  private final Tensor statistics;
  private final @Nullable Averages averages;
  private final Map<String, Tensor> rounded = new LinkedHashMap<>();
  private final Tensor roundedValues;
  private final Tensor roundedGradients;
  private final List<Gradient> parts = new ArrayList<>();
  private final List<Gradient> roundedParts = new ArrayList<>();
  private final List<Pointer> held = new ArrayList<>();
  private long step;

  /**
   * The place of a tensor's gradient.
   *
   * @param slot where autograd leaves it, undefined before the first backward pass
   * @param nothing zeros of the tensor's size, for one that no loss depends on
   * @param channelsLast whether its innermost dimension is its second
   * @param gap zeros up to the next tensor's place in the block, or null if there is no gap
   */
  private record Gradient(
      String name, Tensor slot, Tensor nothing, boolean channelsLast, @Nullable Tensor gap) {
    /** Give the numbers in the order of the block, where possible without a copy. */
    Tensor flat(@Nullable Tensor found) {
      if (found == null || !found.defined()) {
        return nothing;
      }
      return (channelsLast ? found.permute(0, 2, 3, 1) : found).reshape(-1);
    }
  }

  /**
   * Take memory for a network's tensors, all zero.
   *
   * @param channelsLast lay convolutions' weights out as oneDNN and cuDNN like them best
   * @param precision of convolutions and matrix products
   * @param rule says what is kept besides the weights
   */
  Weights(
      Network network,
      TorchDevice device,
      boolean channelsLast,
      Precision precision,
      LearningRule rule) {
    this.parameters = network.parameters();
    this.rule = rule;
    this.channelsInnermost = channelsLast;
    Predicate<Parameter> isRounded = p -> precision == Precision.BF16 && isFactor(p);
    // The tensors that are rounded come first, so that they are one block.
    List<Parameter> inOrder =
        Stream.concat(
                parameters.stream().filter(isRounded),
                parameters.stream().filter(isRounded.negate()))
            .toList();
    Map<String, Long> offsets = new LinkedHashMap<>();
    long trainable = 0;
    long running = 0;
    long roundedLength = 0;
    for (Parameter parameter : inOrder) {
      long room = room(parameter);
      if (isRounded.test(parameter)) {
        roundedLength += room;
      }
      if (parameter.role().trainable()) {
        offsets.put(parameter.name(), trainable);
        trainable += room;
      } else {
        offsets.put(parameter.name(), running);
        running += room;
      }
    }
    this.values = hold(device.zeros(trainable));
    this.gradients = hold(device.zeros(trainable));
    this.momenta = hold(device.zeros(trainable));
    this.statistics = hold(device.zeros(running));
    long length = trainable;
    Tensor squares = rule.optimiser().keepsSquares() ? hold(device.zeros(length)) : null;
    Tensor average = rule.averages() ? hold(device.zeros(length)) : null;
    Tensor averageStatistics = hold(device.zeros(rule.averages() ? running : 0));
    Tensor decays = rule.decaySlopes() ? null : hold(device.zeros(length));
    this.blocks = new Blocks(values, momenta, squares, average, decays);
    this.averages =
        average == null ? null : new Averages(values, average, statistics, averageStatistics);
    this.roundedValues = hold(device.zeros(roundedLength).to(torch.ScalarType.BFloat16));
    this.roundedGradients = hold(torch.zeros_like(roundedValues));
    Tensor zeros = hold(device.zeros(ALIGNMENT));
    Tensor roundedZeros = hold(zeros.to(torch.ScalarType.BFloat16));
    offsets.forEach(
        (name, offset) -> {
          Parameter parameter =
              parameters.stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
          if (!parameter.role().trainable()) {
            name(name, view(parameter, statistics, offset, channelsLast));
            if (average != null) {
              String averaged = Snapshot.AVERAGE_PREFIX + name;
              name(averaged, view(parameter, averageStatistics, offset, channelsLast));
            }
            return;
          }
          boolean half = isRounded.test(parameter);
          Tensor view = view(parameter, values, offset, channelsLast).detach();
          name(name, view);
          Tensor leaf = view;
          if (half) {
            leaf = hold(view(parameter, roundedValues, offset, channelsLast).detach());
            rounded.put(name, leaf);
          }
          leaf.set_requires_grad(true);
          Tensor none = half ? roundedZeros : zeros;
          long gap = room(parameter) - parameter.size();
          (half ? roundedParts : parts)
              .add(
                  new Gradient(
                      name,
                      hold(leaf.mutable_grad()),
                      hold(none.narrow(0, 0, 1).expand(parameter.size())),
                      channelsLast && parameter.shape().size() == 4,
                      gap == 0 ? null : hold(none.narrow(0, 0, gap))));
          name(Snapshot.MOMENTUM_PREFIX + name, view(parameter, momenta, offset, channelsLast));
          if (squares != null) {
            name(Snapshot.SQUARES_PREFIX + name, view(parameter, squares, offset, channelsLast));
          }
          if (average != null) {
            name(Snapshot.AVERAGE_PREFIX + name, view(parameter, average, offset, channelsLast));
          }
          if (decays != null && parameter.role() != Parameter.Role.SLOPE) {
            decays.narrow(0, offset, parameter.size()).fill_(new Scalar(rule.weightDecay()));
          }
        });
  }

  /** Tell whether a parameter is a convolution's filters or a linear map's matrix. */
  private static boolean isFactor(Parameter parameter) {
    return parameter.role().trainable() && parameter.shape().size() > 1;
  }

  private static long room(Parameter parameter) {
    return (parameter.size() + ALIGNMENT - 1L) / ALIGNMENT * ALIGNMENT;
  }

  private void name(String name, Tensor view) {
    views.put(name, hold(view));
    optionals.put(name, hold(new TensorOptional(view)));
  }

  /** Copy numbers that no training changes to the device, until the weights are closed. */
  Tensor constant(float[] numbers, long... shape) {
    Tensor made = hold(values.new_zeros(shape));
    try (FloatPointer pointer = new FloatPointer(numbers)) {
      made.copy_(torch.from_blob(pointer, shape));
    }
    return made;
  }

  /**
   * Keep a native object beyond the scope it was made in, until the weights are closed. Slices of a
   * batch do it at the same time.
   */
  synchronized <P extends Pointer> P hold(P pointer) {
    pointer.retainReference();
    held.add(pointer);
    return pointer;
  }

  private static Tensor view(Parameter parameter, Tensor block, long offset, boolean channelsLast) {
    int rank = parameter.shape().size();
    long[] sizes = parameter.shape().stream().mapToLong(i -> i).toArray();
    int[] innermostFirst =
        channelsLast && rank == 4
            ? new int[] {1, 3, 2, 0}
            : IntStream.range(0, rank).map(i -> rank - 1 - i).toArray();
    long[] strides = new long[rank];
    long stride = 1;
    for (int dimension : innermostFirst) {
      strides[dimension] = stride;
      stride *= sizes[dimension];
    }
    return block.as_strided(sizes, strides, new LongOptional(offset));
  }

  /** Give a tensor to compute with. */
  Tensor get(String name) {
    Tensor half = rounded.get(name);
    return half != null ? half : stored(name);
  }

  private Tensor stored(String name) {
    return require(views.get(name), name);
  }

  /** Round what is computed with in bfloat16 once more; before every pass. */
  @SuppressWarnings("try") // the guard works by being open
  void round() {
    try (NoGradGuard guard = new NoGradGuard()) {
      roundedValues.copy_(values.narrow(0, 0, roundedValues.numel()));
    }
  }

  /** Give a tensor where libtorch takes an optional one. */
  TensorOptional optional(String name) {
    return require(optionals.get(name), name);
  }

  private static <T> T require(@Nullable T found, String name) {
    if (found == null) {
      throw new IllegalArgumentException("the network has no tensor " + name);
    }
    return found;
  }

  /** Count the steps taken. */
  long step() {
    return step;
  }

  /** End a step, whose number is then counted: the running statistics are averaged. */
  void count() {
    step++;
    if (averages != null) {
      averages.followStatistics(rule.averageMoved(step));
    }
  }

  /** Compute with the moving averages from now on, if there are any, or with the weights again. */
  void showAverage(boolean shown) {
    if (averages != null) {
      averages.show(shown);
    }
  }

  /** Tell whether all weights and running statistics are numbers, and their sum is one. */
  boolean areFinite() {
    return Float.isFinite(values.sum().item_float())
        && Float.isFinite(statistics.sum().item_float());
  }

  /** Tell whether convolutions' weights are laid out as out x height x width x in. */
  boolean channelsInnermost() {
    return channelsInnermost;
  }

  /** Give where a tensor's numbers lie. */
  Pointer place(String name) {
    return stored(name).data_ptr();
  }

  /** Give where the gradient of a tensor that is trained lies in a block of gradients. */
  Pointer place(String name, Tensor gradients) {
    Tensor view = stored(name);
    return gradients.narrow(0, view.storage_offset(), view.numel()).data_ptr();
  }

  /** Make a block for gradients, all zero. */
  Tensor newGradients() {
    return hold(torch.zeros_like(values));
  }

  /**
   * Gather the gradients of all tensors in a block, in one call.
   *
   * @param found gives a tensor's gradient by its name, or null if no loss depends on it
   */
  void gather(Function<String, @Nullable Tensor> found, Tensor block) {
    gather(parts, part -> found.apply(part.name()), block);
  }

  private static void gather(
      List<Gradient> parts, Function<Gradient, @Nullable Tensor> found, Tensor block) {
    if (parts.isEmpty()) {
      return;
    }
    TensorVector flat = new TensorVector();
    for (Gradient part : parts) {
      flat.push_back(part.flat(found.apply(part)));
      if (part.gap() != null) {
        flat.push_back(part.gap());
      }
    }
    torch.cat_out(block, flat, 0);
  }

  /** Take a step by what autograd has left, and leave it nothing to add to, a call a tensor. */
  void descend(Descent descent, double rate) {
    takeGradients(
        () -> {
          double factor = rule.clips() ? rule.clipFactor(norm(gradients)) : 1;
          descent.apply(blocks, gradients, factor, rate, step + 1);
        });
  }

  /** Give the norm of a vector. */
  static double norm(Tensor vector) {
    return vector.norm().item_float();
  }

  /** Do the same at a rate that lies on the device. */
  void descend(SgdDescent descent, Tensor rate) {
    takeGradients(() -> descent.apply(values, gradients, momenta, rate));
  }

  @SuppressWarnings("try") // the guard works by being open
  private void takeGradients(Runnable step) {
    try (NoGradGuard guard = new NoGradGuard()) {
      long length = roundedGradients.numel();
      gather(roundedParts, Gradient::slot, roundedGradients);
      gradients.narrow(0, 0, length).copy_(roundedGradients);
      gather(parts, Gradient::slot, gradients.narrow(0, length, gradients.numel() - length));
      dropGradients();
      step.run();
    }
  }

  /** Leave autograd nothing to add to. */
  void dropGradients() {
    Tensor undefined = new Tensor();
    parts.forEach(part -> part.slot().put(undefined));
    roundedParts.forEach(part -> part.slot().put(undefined));
  }

  /** Give what a step changes: all numbers but the gradients. */
  List<Tensor> blocks() {
    return List.of(values, momenta, statistics);
  }

  /**
   * Add up one of some equal parts of some blocks of gradients, in the place of the first one's.
   * Other threads may take the other parts meanwhile.
   *
   * @param gradients of which the first count
   */
  @SuppressWarnings("try") // the guard works by being open
  Tensor addUp(List<Tensor> gradients, int part, int count) {
    try (NoGradGuard guard = new NoGradGuard()) {
      Tensor sum = gradients.get(0).narrow(0, from(part, count), length(part, count));
      for (int i = 1; i < count; i++) {
        sum.add_(gradients.get(i).narrow(0, from(part, count), length(part, count)));
      }
      return sum;
    }
  }

  /** Take that part of a step by its gradients, which are used up. */
  @SuppressWarnings("try") // the guard works by being open
  void descend(Descent descent, double rate, double factor, Tensor gradients, int part, int count) {
    try (NoGradGuard guard = new NoGradGuard()) {
      Blocks own = blocks.part(from(part, count), length(part, count));
      descent.apply(own, gradients, factor, rate, step + 1);
    }
  }

  private long from(int part, int count) {
    return values.numel() / ALIGNMENT * part / count * ALIGNMENT;
  }

  private long length(int part, int count) {
    return from(part + 1, count) - from(part, count);
  }

  /** Copy everything out, row major. */
  Snapshot snapshot() {
    showAverage(false);
    Map<String, org.paperclaims.harness.engine.Tensor> tensors = new LinkedHashMap<>();
    for (String prefix : PREFIXES) {
      for (Parameter p : parameters) {
        Tensor view = views.get(prefix + p.name());
        if (view != null) {
          float[] numbers = TorchDevice.floats(view.detach());
          tensors.put(
              prefix + p.name(), new org.paperclaims.harness.engine.Tensor(p.shape(), numbers));
        }
      }
    }
    return new Snapshot(step, tensors);
  }

  /** Copy everything in; checks first, so that a refusal changes nothing. */
  @SuppressWarnings("try") // the guard works by being open
  void load(Snapshot snapshot) {
    for (Parameter p : parameters) {
      requireShape(p, p.name(), snapshot.tensor(p.name()));
    }
    for (String name : snapshot.tensors().keySet()) {
      if (!views.containsKey(name)) {
        throw new IllegalArgumentException("the network has no tensor " + name);
      }
    }
    for (String prefix : PREFIXES) {
      for (Parameter p : parameters) {
        if (snapshot.tensors().containsKey(prefix + p.name())) {
          requireShape(p, prefix + p.name(), snapshot.tensor(prefix + p.name()));
        }
      }
    }
    showAverage(false);
    try (NoGradGuard guard = new NoGradGuard()) {
      momenta.zero_();
      if (blocks.squares() != null) {
        blocks.squares().zero_();
      }
      for (Parameter p : parameters) {
        put(stored(p.name()), snapshot.tensor(p.name()));
      }
      if (averages != null) {
        averages.begin();
      }
      snapshot.tensors().forEach((name, tensor) -> put(stored(name), tensor));
    }
    step = snapshot.step();
  }

  private static void requireShape(
      Parameter p, String name, org.paperclaims.harness.engine.Tensor found) {
    if (!found.shape().equals(p.shape())) {
      throw new IllegalArgumentException(
          name + " has shape " + p.shape() + ", found " + found.shape());
    }
  }

  private static void put(Tensor view, org.paperclaims.harness.engine.Tensor tensor) {
    long[] sizes = tensor.shape().stream().mapToLong(i -> i).toArray();
    try (FloatPointer pointer = new FloatPointer(tensor.data())) {
      view.copy_(torch.from_blob(pointer, sizes));
    }
  }

  @Override
  public void close() {
    for (int i = held.size() - 1; i >= 0; i--) {
      held.get(i).close();
    }
    held.clear();
    views.clear();
    rounded.clear();
    optionals.clear();
  }
}
