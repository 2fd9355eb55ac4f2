package org.paperclaims.harness.engine.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.paperclaims.harness.engine.torch.natives.Libtorch;

/**
 * Training by autograd over whole batches, whose step is captured once and replayed from then on.
 *
 * <p>A graph is only used if it does what a step does: before its first use it is replayed on
 * another batch at another learning rate, and what it leaves is compared with what a step without
 * it leaves. If it cannot be made, or differs, training goes on without one and says so.
 *
 * <p>Networks that draw numbers as they train cannot be trained so: a graph would draw the same
 * ones at every step. Nor can learning rules whose steps depend on more than a rate.
 */
final class GraphTraining implements Training {
  private static final System.Logger LOG = System.getLogger(GraphTraining.class.getName());

  /**
   * How far a graph may be from a step, as a part of how far the step goes. Algorithms that add up
   * in no fixed order differ by rounding, of bfloat16 at most.
   */
  private static final double TOLERANCE = 0.02;

  private final UnaryOperator<Tensor> forward;
  private final Loss lossOf;
  private final Weights weights;
  private final SgdDescent descent;
  private final Capture capture;
  private final Tensor rate;
  private final Tensor loss;
  private long lastSize;
  private int alike;
  private boolean refused;
  private @Nullable Step captured;

  /**
   * A captured step.
   *
   * @param input where it reads its batch from
   * @param wanted where it reads the labels or targets from
   */
  private record Step(Tensor input, Tensor wanted, Capture.Graph graph) {
    void fill(Tensor newInput, Tensor newWanted) {
      input.copy_(newInput);
      wanted.copy_(newWanted);
    }

    void close() {
      graph.close();
      input.close();
      wanted.close();
    }
  }

  /** Train with that, within a native call. */
  GraphTraining(
      UnaryOperator<Tensor> forward,
      Loss lossOf,
      Weights weights,
      SgdDescent descent,
      Capture capture,
      TorchDevice device) {
    this.forward = forward;
    this.lossOf = lossOf;
    this.weights = weights;
    this.descent = descent;
    this.capture = capture;
    this.rate = weights.hold(device.zero());
    this.loss = weights.hold(device.zero());
  }

  @Override
  public Tensor step(Tensor input, Tensor wanted, double learningRate) {
    long size = input.size(0);
    alike = size == lastSize ? alike + 1 : 1;
    lastSize = size;
    if (alike > capture.stepsBefore() && !refused && !fits(captured, size)) {
      forget();
      captured = capture(input, wanted, learningRate);
    }
    rate.fill_(new Scalar(learningRate));
    Step step = captured;
    if (step != null && fits(step, size)) {
      step.fill(input, wanted);
      step.graph().replay();
    } else {
      take(input, wanted);
    }
    weights.count();
    return loss;
  }

  private static boolean fits(@Nullable Step step, long size) {
    return step != null && step.input().size(0) == size;
  }

  /** Take a step at the rate of {@link #rate} and leave its loss in {@link #loss}. */
  @SuppressWarnings("try") // the scope works by being open
  private void take(Tensor input, Tensor wanted) {
    // Memory that is not needed any more is freed here, to be used again within a graph.
    try (PointerScope scope = new PointerScope()) {
      Tensor found = lossOf.of(forward.apply(input), wanted);
      found.backward();
      weights.descend(descent, rate);
      loss.copy_(found.detach());
    }
  }

  /** Capture a step, and leave everything as it was. */
  private @Nullable Step capture(Tensor input, Tensor wanted, double learningRate) {
    Tensor inputPlace = held(input.clone());
    Tensor wantedPlace = held(wanted.clone());
    Capture.@Nullable Graph graph = null;
    List<Tensor> before = List.of();
    String problem;
    try {
      before = copies();
      // Another batch at another rate than what the next step has.
      rate.fill_(new Scalar(learningRate / 2));
      inputPlace.copy_(inputPlace.flip(0));
      take(inputPlace, wantedPlace);
      List<Tensor> taken = copies();
      restore(before);
      graph = capture.capture(() -> take(inputPlace, wantedPlace));
      graph.replay();
      if (meets(copies(), taken, before)) {
        LOG.log(System.Logger.Level.DEBUG, "the training step is captured as a graph");
        return new Step(inputPlace, wantedPlace, graph);
      }
      problem = "a graph did something else than a step";
    } catch (RuntimeException e) {
      problem = String.valueOf(Libtorch.typed(e).getMessage());
    } finally {
      weights.dropGradients();
      restore(before);
    }
    if (graph != null) {
      graph.close();
    }
    inputPlace.close();
    wantedPlace.close();
    refused = true;
    LOG.log(
        System.Logger.Level.WARNING,
        "the training step is not captured as a graph, and training goes on without: " + problem);
    return null;
  }

  private static Tensor held(Tensor tensor) {
    tensor.retainReference();
    return tensor;
  }

  private static boolean meets(List<Tensor> replayed, List<Tensor> taken, List<Tensor> before) {
    for (int i = 0; i < before.size(); i++) {
      // Written so that what is not a number meets nothing.
      if (!(apart(replayed.get(i), taken.get(i))
          <= TOLERANCE * apart(taken.get(i), before.get(i)))) {
        return false;
      }
    }
    return true;
  }

  /** Everything that a step writes. */
  private List<Tensor> written() {
    List<Tensor> all = new ArrayList<>(weights.blocks());
    all.add(loss);
    return all;
  }

  private List<Tensor> copies() {
    return written().stream().map(Tensor::clone).toList();
  }

  /** Copy back what was kept; nothing where there was no memory to keep it. */
  private void restore(List<Tensor> copies) {
    List<Tensor> all = written();
    for (int i = 0; i < copies.size(); i++) {
      all.get(i).copy_(copies.get(i));
    }
  }

  private static double apart(Tensor one, Tensor other) {
    return one.numel() == 0 ? 0 : one.sub(other).abs().max().item_float();
  }

  private void forget() {
    if (captured != null) {
      captured.close();
      captured = null;
    }
  }

  @Override
  public void close() {
    forget();
  }
}
