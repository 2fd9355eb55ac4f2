package org.paperclaims.harness.engine.torch;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.paperclaims.architectures.Network;
import org.paperclaims.datasets.Task;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.torch.natives.Dnnl;

/**
 * Training on the CPU by a plan of oneDNN's own kernels. In small networks libtorch's calls cost
 * more than their arithmetic, and in others oneDNN's kernels are faster where channels lie in
 * blocks from one node to the next.
 */
final class PlannedTraining implements Training {
  /** Plans of other sizes are kept for the next epoch while all of them are smaller than this. */
  private static final long MOST_BYTES = 1L << 29;

  private final Network network;
  private final Weights weights;
  private final Descent descent;
  private final Tensor gradients;
  private final Map<Long, Plan> bySize = new HashMap<>();
  private Thread maker = Thread.currentThread();

  private PlannedTraining(Network network, LearnerOptions options, Weights weights) {
    this.network = network;
    this.weights = weights;
    this.descent = new Descent(options.rule());
    this.gradients = weights.newGradients();
  }

  /** Make it, if every node of the network has kernels and oneDNN is there. */
  static Optional<Training> of(Network network, LearnerOptions options, Weights weights) {
    return options.task() instanceof Task.Classification
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
      Plan plan = plan(size);
      long[] wide = new long[Math.toIntExact(size)];
      new LongPointer(wanted.data_ptr()).get(wide);
      int[] labels = new int[wide.length];
      for (int i = 0; i < wide.length; i++) {
        labels[i] = (int) wide[i];
      }
      if (descent.rule().clips()) {
        // The norm is taken of the gaps between tensors, too, which nothing else writes.
        gradients.zero_();
      }
      double found =
          plan.run(input.contiguous().data_ptr(), labels, descent.rule().labelSmoothing());
      // oneDNN's rectifiers make zero of what is not a number, so that the loss may not tell.
      boolean diverged = !Float.isFinite(gradients.sum().item_float());
      double factor =
          descent.rule().clips() ? descent.rule().clipFactor(Weights.norm(gradients)) : 1;
      weights.descend(descent, learningRate, factor, gradients, 0, 1);
      weights.count();
      return TorchDevice.scalar(diverged ? Float.NaN : (float) found);
    }
  }

  private Plan plan(long size) {
    if (Thread.currentThread() != maker) {
      // A kernel of oneDNN may have scratch memory of the thread that has made it.
      close();
      maker = Thread.currentThread();
    }
    Plan known = bySize.get(size);
    if (known != null) {
      return known;
    }
    if (bySize.values().stream().mapToLong(Plan::bytes).sum() > MOST_BYTES) {
      close();
    }
    Plan made = new PlanBuilder(network, weights, gradients, size).build();
    bySize.put(size, made);
    return made;
  }

  @Override
  public void close() {
    bySize.values().forEach(Plan::close);
    bySize.clear();
  }
}
