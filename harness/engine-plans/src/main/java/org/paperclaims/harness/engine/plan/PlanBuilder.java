package org.paperclaims.harness.engine.plan;

import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.Parameter;
import org.paperclaims.architectures.RectifierKind;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.Window;
import org.paperclaims.harness.engine.plan.PlanGradients.Gradient;
import org.paperclaims.harness.engine.plan.dnnl.AverageKernels;
import org.paperclaims.harness.engine.plan.dnnl.ConvolutionKernels;
import org.paperclaims.harness.engine.plan.dnnl.Filter;
import org.paperclaims.harness.engine.plan.dnnl.Kernel;
import org.paperclaims.harness.engine.plan.dnnl.Kernels;
import org.paperclaims.harness.engine.plan.dnnl.NormalisationKernels;
import org.paperclaims.harness.engine.plan.dnnl.Operand;

/**
 * Makes the plan of a network for batches of one size. Forward kernels are made in the order of the
 * nodes and backward ones in the opposite order, which is that in which they will run.
 */
final class PlanBuilder {
  private static final List<Long> ONE = List.of(1L, 1L);

  private final Network network;
  private final PlanWeights weights;
  private final long size;
  private final boolean training;
  private final Slots slots;
  private final NormPlaces norms;
  private final Kernels kernels = new Kernels();
  private final List<Kernel> forward = new ArrayList<>();
  private final List<Kernel> backward = new ArrayList<>();

  /** The makers of each node's kernels of the way back, the last node's first. */
  private final Deque<Runnable> back = new ArrayDeque<>();

  private final Set<String> reached = new HashSet<>();
  private final @Nullable Operand[] values;
  private final Rooms rooms = new Rooms(this::images);
  private final PlanGradients ofValues;

  /**
   * Begin a plan.
   *
   * @param size of the batches
   * @param training whether it goes back; it predicts if not
   */
  PlanBuilder(Network network, PlanWeights weights, long size, boolean training) {
    this.network = network;
    this.weights = weights;
    this.size = size;
    this.training = training;
    this.slots = Slots.of(network);
    this.norms = NormPlaces.of(slots);
    this.values = new Operand[slots.count()];
    this.ofValues =
        new PlanGradients(kernels, backward, slots.count(), this::shape, new Rooms(this::images));
  }

  /** Tell whether every node of a network has kernels. */
  static boolean knows(Network network) {
    Slots slots = Slots.of(network);
    for (int slot = 1; slot < slots.count(); slot++) {
      Node node = slots.node(slot);
      boolean readsImages = node instanceof Node.Conv || node instanceof Node.Linear;
      boolean readsInput = Arrays.stream(slots.inputs(slot)).anyMatch(input -> input == 0);
      boolean picks = node instanceof Node.Conv conv && StridedPointwise.is(conv);
      if (!knows(node) || (readsInput && (!readsImages || picks))) {
        return false;
      }
    }
    return slots.node(slots.output()) instanceof Node.Linear;
  }

  private static boolean knows(Node node) {
    if (node instanceof Node.Conv conv) {
      return conv.groups() == 1;
    } else if (node instanceof Node.Rectifier rectifier) {
      return rectifier.effect() instanceof RectifierKind.Relu;
    } else if (node instanceof Node.Add add) {
      return add.inputs().size() == 2 && add.scales().stream().allMatch(scale -> scale == 1.0);
    }
    return node instanceof Node.BatchNorm
        || node instanceof Node.GlobalAveragePool
        || node instanceof Node.Linear
        || node instanceof Node.PadShortcut;
  }

  /**
   * Make the plan.
   *
   * @throws org.paperclaims.harness.engine.EngineException if oneDNN refuses a kernel
   */
  Plan build() {
    try {
      Shape images = network.input();
      values[0] = kernels.planes(size, images.channels(), images.height(), images.width());
      List<List<Integer>> lastRead = lastRead();
      for (int slot = 1; slot < slots.count(); slot++) {
        NormPlace norm = norms.byOutput().get(slot);
        if (norm != null) {
          normalise(norm);
        } else if (!norms.absorbed()[slot]) {
          add(slots.node(slot), slot);
        }
        if (!training) {
          forget(lastRead.get(slot));
        }
      }
      Gradient ofOutputs = ofValues.make(shape(slots.output()));
      FloatBuffer there = ofOutputs.operand().numbers();
      if (training) {
        ofValues.give(slots.output(), ofOutputs);
        back.forEach(Runnable::run);
        forgetUnreached();
      }
      return new Plan(kernels, value(0), forward, value(slots.output()).numbers(), there, backward);
    } catch (RuntimeException | Error e) {
      kernels.close();
      throw e;
    }
  }

  /** Give the slots of which each is read for the last time at a turn, by the turn. */
  private List<List<Integer>> lastRead() {
    List<List<Integer>> byTurn = new ArrayList<>();
    for (int slot = 0; slot <= slots.count(); slot++) {
      byTurn.add(new ArrayList<>());
    }
    for (int slot = 1; slot < slots.count(); slot++) {
      // The channels that pad stay zero from the beginning.
      if (slot != slots.output() && !(slots.node(slot) instanceof Node.PadShortcut)) {
        byTurn.get(lastTurn(slot)).add(slot);
      }
    }
    return byTurn;
  }

  /** Give the last turn of a slot's readers: an absorbed one's may come after a later one's. */
  private int lastTurn(int slot) {
    int turn = norms.turn(slot, slots);
    for (int reader = slot + 1; reader < slots.count(); reader++) {
      if (Arrays.stream(slots.inputs(reader)).anyMatch(input -> input == slot)) {
        turn = Math.max(turn, norms.turn(reader, slots));
      }
    }
    return turn;
  }

  /** Let others lie where values lay. */
  private void forget(List<Integer> read) {
    for (int slot : read) {
      Operand value = values[slot];
      if (value != null) {
        rooms.giveBack(value, shape(slot));
      }
    }
  }

  /** Give where the gradient of a parameter is to be left. */
  private Pointer ofParameter(String name) {
    reached.add(name);
    return weights.gradient(name);
  }

  /** A step of descent leaves something in the place of every gradient, also of those without. */
  private void forgetUnreached() {
    for (Parameter parameter : network.trainable()) {
      if (!reached.contains(parameter.name())) {
        FloatBuffer there = numbers(weights.gradient(parameter.name()), parameter.size());
        float[] zeros = new float[parameter.size()];
        backward.add(() -> there.put(0, zeros));
      }
    }
  }

  private void add(Node node, int slot) {
    int[] inputs = slots.inputs(slot);
    if (node instanceof Node.Conv conv) {
      convolve(conv, inputs[0], slot);
    } else if (node instanceof Node.Rectifier) {
      rectify(inputs[0], slot);
    } else if (node instanceof Node.Add) {
      sum(inputs[0], inputs[1], slot);
    } else if (node instanceof Node.GlobalAveragePool) {
      average(inputs[0], slot);
    } else if (node instanceof Node.Linear linear) {
      map(linear, inputs[0], slot);
    } else if (node instanceof Node.PadShortcut shortcut) {
      pad(shortcut, inputs[0], slot);
    } else {
      throw new IllegalArgumentException(node.name() + " has no kernels");
    }
  }

  private Operand value(int slot) {
    Operand value = values[slot];
    if (value == null) {
      throw new IllegalStateException("slot " + slot + " is empty");
    }
    return value;
  }

  private Shape shape(int slot) {
    return network.shape(slots.node(slot).name());
  }

  /** Make room for values: all of them are kept for the way back, if there is one. */
  private Operand room(Shape shape) {
    return training ? images(shape) : rooms.take(shape);
  }

  private Operand images(Shape shape) {
    return kernels.images(size, shape.channels(), shape.height(), shape.width());
  }

  private void normalise(NormPlace place) {
    Node.BatchNorm node = place.node();
    String name = node.name();
    Shape shape = shape(place.output());
    Operand y = room(shape);
    values[place.output()] = y;
    boolean rectifyLater =
        place.rectify() && (place.adds() || !Kernels.rectifyQuickly(node.channels()));
    NormalisationKernels normalisation =
        kernels.normalisation(
            value(place.input()),
            weights.values(name + ".gamma"),
            weights.values(name + ".beta"),
            node.channels(),
            node.epsilon(),
            place.rectify() && !rectifyLater,
            training);
    if (training) {
      forward.add(normalisation.forward(y));
      forward.add(moving(node, normalisation, size * shape.height() * shape.width()));
    } else {
      forward.add(known(node, normalisation));
      forward.add(normalisation.forward(y));
    }
    if (place.adds()) {
      forward.add(kernels.sum(y, value(place.added()), y, place.rectify()));
    } else if (rectifyLater) {
      forward.add(kernels.rectify(y, y));
    }
    back.push(
        () -> {
          Gradient given = ofValues.take(place.output());
          if (given == null) {
            return;
          }
          Gradient ofSum = given;
          if (rectifyLater) {
            ofSum = ofValues.writable(given, shape);
            backward.add(kernels.unrectify(y, given.operand(), ofSum.operand()));
            if (ofSum != given) {
              ofValues.release(given, shape);
            }
          }
          Gradient ofInput = place.adds() ? ofValues.make(shape) : ofValues.writable(ofSum, shape);
          backward.add(
              normalisation.backward(
                  ofSum.operand(),
                  ofInput.operand(),
                  ofParameter(name + ".gamma"),
                  ofParameter(name + ".beta")));
          if (place.adds()) {
            ofValues.give(place.added(), ofSum);
          } else if (ofInput != ofSum) {
            ofValues.release(ofSum, shape);
          }
          ofValues.give(place.input(), ofInput);
        });
  }

  /** Make the running statistics follow a batch's. */
  private Kernel moving(Node.BatchNorm node, NormalisationKernels normalisation, long rows) {
    int channels = node.channels();
    FloatBuffer mean = normalisation.mean().numbers();
    FloatBuffer variance = normalisation.variance().numbers();
    FloatBuffer runningMean = weights.statistic(node.name() + ".mean");
    FloatBuffer runningVariance = weights.statistic(node.name() + ".variance");
    double unbiased = rows > 1 ? (double) rows / (rows - 1) : 1;
    return () -> {
      for (int c = 0; c < channels; c++) {
        move(runningMean, c, mean.get(c), node.momentum());
        move(runningVariance, c, variance.get(c) * unbiased, node.momentum());
      }
    };
  }

  /** Have a normalisation use the running statistics. */
  private Kernel known(Node.BatchNorm node, NormalisationKernels normalisation) {
    int channels = node.channels();
    FloatBuffer mean = normalisation.mean().numbers();
    FloatBuffer variance = normalisation.variance().numbers();
    FloatBuffer runningMean = weights.statistic(node.name() + ".mean");
    FloatBuffer runningVariance = weights.statistic(node.name() + ".variance");
    return () -> {
      mean.put(0, runningMean, 0, channels);
      variance.put(0, runningVariance, 0, channels);
    };
  }

  private static void move(FloatBuffer running, int channel, double found, double momentum) {
    running.put(channel, (float) (momentum * found + (1 - momentum) * running.get(channel)));
  }

  private static FloatBuffer numbers(Pointer place, long count) {
    return new FloatPointer(place).capacity(count).asBuffer();
  }

  /** The pixels of a slot's images that a stride meets: all of them where it is one. */
  private final class PickedPixels {
    private final int slot;
    private final Shape shape;
    private final Operand numbers;
    private final @Nullable AverageKernels pick;

    /**
     * Pick them.
     *
     * @param made has as many rows and columns as are met
     */
    PickedPixels(int slot, Shape made, List<Long> stride) {
      Shape all = PlanBuilder.this.shape(slot);
      this.slot = slot;
      if (stride.equals(ONE)) {
        this.shape = all;
        this.numbers = value(slot);
        this.pick = null;
        return;
      }
      this.shape = new Shape(all.channels(), made.height(), made.width());
      this.numbers = images(shape);
      AverageKernels kernelsOfOne =
          kernels.average(
              value(slot), numbers, new long[] {1, 1}, new long[] {stride.get(0), stride.get(1)});
      this.pick = kernelsOfOne;
      forward.add(kernelsOfOne.forward());
    }

    /** Give the slot its gradient by that of the pixels. */
    void give(Gradient ofPixels) {
      if (pick == null) {
        ofValues.give(slot, ofPixels);
        return;
      }
      Gradient ofAll = ofValues.make(PlanBuilder.this.shape(slot));
      backward.add(pick.backward(ofPixels.operand(), ofAll.operand()));
      ofValues.release(ofPixels, shape);
      ofValues.give(slot, ofAll);
    }
  }

  private void convolve(Node.Conv node, int input, int slot) {
    Window window = node.window();
    Shape made = shape(slot);
    List<Long> stride = List.of((long) window.strideHeight(), (long) window.strideWidth());
    boolean picks = StridedPointwise.is(node);
    PickedPixels pixels = new PickedPixels(input, made, picks ? stride : ONE);
    Operand y = room(made);
    values[slot] = y;
    String name = node.name();
    ConvolutionKernels convolution =
        kernels.convolution(
            new Filter(
                node.inChannels(),
                node.outChannels(),
                window.kernelHeight(),
                window.kernelWidth(),
                picks ? ONE : stride,
                List.of((long) window.padHeight(), (long) window.padWidth())),
            pixels.numbers,
            y,
            weights.values(name + ".weight"),
            weights.channelsInnermost(),
            node.bias() ? weights.values(name + ".bias") : null);
    forward.addAll(convolution.forward());
    back.push(
        () -> {
          Gradient given = ofValues.take(slot);
          if (given == null) {
            return;
          }
          backward.addAll(
              convolution.ofParameters(
                  given.operand(),
                  ofParameter(name + ".weight"),
                  node.bias() ? ofParameter(name + ".bias") : null));
          if (input != 0) {
            Gradient ofPixels = ofValues.make(pixels.shape);
            backward.addAll(convolution.ofInput(given.operand(), ofPixels.operand()));
            pixels.give(ofPixels);
          }
          ofValues.release(given, made);
        });
  }

  private void rectify(int input, int slot) {
    Shape shape = shape(slot);
    Operand y = room(shape);
    values[slot] = y;
    forward.add(kernels.rectify(value(input), y));
    back.push(
        () -> {
          Gradient given = ofValues.take(slot);
          if (given != null) {
            Gradient ofInput = ofValues.writable(given, shape);
            backward.add(kernels.unrectify(y, given.operand(), ofInput.operand()));
            if (ofInput != given) {
              ofValues.release(given, shape);
            }
            ofValues.give(input, ofInput);
          }
        });
  }

  private void sum(int first, int second, int slot) {
    Operand y = room(shape(slot));
    values[slot] = y;
    forward.add(kernels.sum(value(first), value(second), y, false));
    back.push(
        () -> {
          Gradient given = ofValues.take(slot);
          if (given != null) {
            PlanGradients.share(given);
            ofValues.give(second, given);
            ofValues.give(first, given);
          }
        });
  }

  private void average(int input, int slot) {
    Shape read = shape(input);
    Operand y = room(shape(slot));
    values[slot] = y;
    long[] window = {read.height(), read.width()};
    AverageKernels average = kernels.average(value(input), y, window, window);
    forward.add(average.forward());
    back.push(
        () -> {
          Gradient given = ofValues.take(slot);
          if (given != null) {
            Gradient ofInput = ofValues.make(read);
            backward.add(average.backward(given.operand(), ofInput.operand()));
            ofValues.release(given, shape(slot));
            ofValues.give(input, ofInput);
          }
        });
  }

  /** A linear map reads an example's numbers as planes, row major. */
  private void map(Node.Linear node, int input, int slot) {
    Shape read = shape(input);
    boolean inOrder = input == 0 || read.height() * read.width() == 1;
    Operand x = inOrder ? value(input) : planes(read);
    if (!inOrder) {
      forward.add(kernels.copy(value(input), x));
    }
    Operand y = room(shape(slot));
    values[slot] = y;
    Pointer weight = weights.values(node.name() + ".weight");
    if (node.bias()) {
      forward.add(filled(y, numbers(weights.values(node.name() + ".bias"), node.out())));
    }
    forward.add(
        Kernels.product(
            false,
            true,
            size,
            node.out(),
            node.in(),
            x.data(),
            weight,
            node.bias() ? 1 : 0,
            y.data()));
    back.push(
        () -> {
          Gradient given = ofValues.take(slot);
          if (given == null) {
            return;
          }
          Operand dy = given.operand();
          Pointer ofWeight = ofParameter(node.name() + ".weight");
          backward.add(
              Kernels.product(
                  true, false, node.out(), node.in(), size, dy.data(), x.data(), 0, ofWeight));
          if (node.bias()) {
            Pointer ofBias = ofParameter(node.name() + ".bias");
            backward.add(summed(dy, numbers(ofBias, node.out())));
          }
          if (input != 0) {
            Gradient ofInput = ofValues.make(read);
            Operand dx = inOrder ? ofInput.operand() : planes(read);
            backward.add(
                Kernels.product(
                    false, false, size, node.in(), node.out(), dy.data(), weight, 0, dx.data()));
            if (!inOrder) {
              backward.add(kernels.copy(dx, ofInput.operand()));
            }
            ofValues.give(input, ofInput);
          }
          ofValues.release(given, shape(slot));
        });
  }

  private Operand planes(Shape shape) {
    return kernels.planes(size, shape.channels(), shape.height(), shape.width());
  }

  /** Write a row to every example. */
  private static Kernel filled(Operand to, FloatBuffer row) {
    FloatBuffer all = to.numbers();
    float[] numbers = new float[row.capacity()];
    return () -> {
      row.get(0, numbers);
      for (int at = 0; at < all.capacity(); at += numbers.length) {
        all.put(at, numbers);
      }
    };
  }

  /** Add up the rows of all examples. */
  private static Kernel summed(Operand from, FloatBuffer row) {
    FloatBuffer all = from.numbers();
    int width = row.capacity();
    double[] sums = new double[width];
    float[] one = new float[width];
    return () -> {
      Arrays.fill(sums, 0);
      for (int at = 0; at < all.capacity(); at += width) {
        all.get(at, one);
        for (int i = 0; i < width; i++) {
          sums[i] += one[i];
        }
      }
      for (int i = 0; i < width; i++) {
        row.put(i, (float) sums[i]);
      }
    };
  }

  private void pad(Node.PadShortcut node, int input, int slot) {
    Shape made = shape(slot);
    long stride = node.stride();
    PickedPixels pixels = new PickedPixels(input, made, List.of(stride, stride));
    Operand y = images(made);
    values[slot] = y;
    FloatBuffer zeros = y.numbers();
    for (int i = 0; i < zeros.capacity(); i++) {
      zeros.put(i, 0);
    }
    Channels channels = new Channels(pixels.shape, made, node.before(), Math.toIntExact(size));
    forward.add(channels.widen(pixels.numbers.numbers(), y.numbers()));
    back.push(
        () -> {
          Gradient given = ofValues.take(slot);
          if (given == null) {
            return;
          }
          Gradient ofPixels = ofValues.make(pixels.shape);
          backward.add(channels.narrow(given.operand().numbers(), ofPixels.operand().numbers()));
          ofValues.release(given, made);
          pixels.give(ofPixels);
        });
  }
}
