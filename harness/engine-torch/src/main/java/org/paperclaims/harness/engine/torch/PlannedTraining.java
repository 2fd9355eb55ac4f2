package org.paperclaims.harness.engine.torch;

import java.nio.FloatBuffer;
import java.util.Optional;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.paperclaims.architectures.Network;
import org.paperclaims.datasets.Task;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.MeanLoss;
import org.paperclaims.harness.engine.plan.Plan;
import org.paperclaims.harness.engine.plan.PlanWeights;
import org.paperclaims.harness.engine.plan.Plans;

/**
 * Training on the CPU by a plan of oneDNN's own kernels. In small networks libtorch's calls cost
 * more than their arithmetic, and in others oneDNN's kernels are faster where channels lie in
 * blocks from one node to the next.
 */
final class PlannedTraining implements Training {
  private final LearnerOptions options;
  private final Weights weights;
  private final Descent descent;
  private final Tensor gradients;
  private final Plans plans;

  private PlannedTraining(Network network, LearnerOptions options, Weights weights) {
    this.options = options;
    this.weights = weights;
    this.descent = new Descent(options.rule());
    this.gradients = weights.newGradients();
    this.plans = new Plans(network, new Places(weights, gradients));
  }

  /** Make it, if there can be plans of the network. */
  static Optional<Training> of(Network network, LearnerOptions options, Weights weights) {
    return Plans.canBeOf(network)
        ? Optional.of(new PlannedTraining(network, options, weights))
        : Optional.empty();
  }

  private record Places(Weights weights, Tensor gradients) implements PlanWeights {
    @Override
    public Pointer values(String parameter) {
      return weights.place(parameter);
    }

    @Override
    public Pointer gradient(String parameter) {
      return weights.place(parameter, gradients);
    }

    @Override
    public FloatBuffer statistic(String parameter) {
      return new FloatPointer(weights.place(parameter))
          .capacity(weights.get(parameter).numel())
          .asBuffer();
    }

    @Override
    public boolean channelsInnermost() {
      return weights.channelsInnermost();
    }
  }

  @Override
  @SuppressWarnings("try") // the guard works by being open
  public Tensor step(Tensor input, Tensor wanted, double learningRate) {
    try (NoGradGuard guard = new NoGradGuard()) {
      int size = Math.toIntExact(input.size(0));
      Plan plan = plans.training(size);
      if (descent.rule().clips()) {
        // The norm is taken of the gaps between tensors, too, which nothing else writes.
        gradients.zero_();
      }
      float[] outputs = plan.forward(input.contiguous().data_ptr());
      double found = loss(wanted, size, outputs);
      plan.backward(outputs);
      // oneDNN's rectifiers make zero of what is not a number, so that the loss may not tell.
      boolean diverged = !Float.isFinite(gradients.sum().item_float());
      double factor =
          descent.rule().clips() ? descent.rule().clipFactor(Weights.norm(gradients)) : 1;
      weights.descend(descent, learningRate, factor, gradients, 0, 1);
      weights.count();
      return TorchDevice.scalar(diverged ? Float.NaN : (float) found);
    }
  }

  /** Compute the mean loss, and leave the gradient by the outputs in their place. */
  private double loss(Tensor wanted, int size, float[] outputs) {
    if (options.task() instanceof Task.Classification) {
      long[] wide = new long[size];
      new LongPointer(wanted.data_ptr()).get(wide);
      int[] labels = new int[size];
      for (int i = 0; i < size; i++) {
        labels[i] = (int) wide[i];
      }
      return MeanLoss.crossEntropy(labels, descent.rule().labelSmoothing(), outputs);
    }
    return MeanLoss.squaredError(TorchDevice.floats(wanted), size, outputs);
  }

  @Override
  public Optional<float[]> predicted(Tensor input) {
    // oneDNN's rectifiers make zero of what is not a number, and a prediction has to tell of it.
    if (!weights.areFinite() || !Float.isFinite(input.sum().item_float())) {
      return Optional.empty();
    }
    Plan plan = plans.predicting(Math.toIntExact(input.size(0)));
    return Optional.of(plan.forward(input.contiguous().data_ptr()));
  }

  @Override
  public void close() {
    plans.close();
  }
}
