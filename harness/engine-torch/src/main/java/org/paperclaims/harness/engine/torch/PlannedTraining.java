package org.paperclaims.harness.engine.torch;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.NetworkSummary;
import org.paperclaims.datasets.Task;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.torch.natives.Dnnl;

/**
 * Training of small networks by one thread on the CPU: the calls of libtorch cost more there than
 * their arithmetic, so a step is a plan of oneDNN's own kernels.
 */
final class PlannedTraining implements Training {
  /**
   * Networks of fewer multiply-adds an image are small: there a plan was measured to be faster, and
   * larger ones keep the bits that they had before there were plans.
   */
  private static final long SMALL = 16_000_000;

  private final Network network;
  private final Weights weights;
  private final Descent descent;
  private final CrossEntropy loss;
  private final Tensor gradients;
  private final Map<Long, Plan> bySize = new HashMap<>();

  private PlannedTraining(Network network, LearnerOptions options, Weights weights) {
    this.network = network;
    this.weights = weights;
    this.descent = new Descent(options.rule());
    this.loss = new CrossEntropy(network.output().size(), options.rule().labelSmoothing());
    this.gradients = weights.newGradients();
  }

  /** Tell whether a network is small enough to gain from it. */
  static boolean suits(Network network) {
    return NetworkSummary.of(network).multiplyAdds() < SMALL;
  }

  /** Make it, if every node of the network has kernels and oneDNN is there. */
  static Optional<Training> of(Network network, LearnerOptions options, Weights weights) {
    return options.threads() == 1
            && options.task() instanceof Task.Classification
            && PlanBuilder.knows(network)
            && Dnnl.isThere()
        ? Optional.of(new PlannedTraining(network, options, weights))
        : Optional.empty();
  }

  @Override
  @SuppressWarnings("try") // the guard works by being open
  public Tensor step(Tensor input, Tensor wanted, double learningRate) {
    try (NoGradGuard guard = new NoGradGuard()) {
      long size = input.size(0);
      Plan plan =
          bySize.computeIfAbsent(
              size, count -> new PlanBuilder(network, weights, gradients, count).build());
      long[] wide = new long[Math.toIntExact(size)];
      new LongPointer(wanted.data_ptr()).get(wide);
      int[] labels = new int[wide.length];
      for (int i = 0; i < wide.length; i++) {
        labels[i] = (int) wide[i];
      }
      double found = plan.run(input.contiguous().data_ptr(), labels, loss);
      double factor =
          descent.rule().clips() ? descent.rule().clipFactor(Weights.norm(gradients)) : 1;
      weights.descend(descent, learningRate, factor, gradients, 0, 1);
      weights.count();
      return TorchDevice.scalar((float) found);
    }
  }

  @Override
  public void close() {
    bySize.values().forEach(Plan::close);
    bySize.clear();
  }
}
