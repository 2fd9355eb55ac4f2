package org.paperclaims.harness.engine.dl4j;

import java.nio.FloatBuffer;
import java.util.Optional;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.paperclaims.architectures.Network;
import org.paperclaims.datasets.Batch;
import org.paperclaims.harness.engine.EngineException;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.engine.plan.Plan;
import org.paperclaims.harness.engine.plan.PlanWeights;
import org.paperclaims.harness.engine.plan.Plans;

/**
 * Computes by plans of oneDNN's own kernels, over the memory of the loops. The loops do what no
 * plan does: they look at a network with a batch's statistics, and predict where a number is none,
 * which oneDNN's rectifiers would hide.
 */
final class PlanComputation implements Computation {
  private final Network network;
  private final int threads;
  private final Workers workers;
  private final Weights weights;
  private final Plans plans;
  private @Nullable Plan last;
  private @Nullable LoopComputation loops;

  private PlanComputation(Network network, LearnerOptions options) {
    this.network = network;
    this.threads = options.threads();
    this.workers = new Workers(threads);
    this.weights = new Weights(network, options.rule(), 1);
    this.plans = new Plans(network, new Places(weights));
  }

  /** Make it, if there can be plans of the network. */
  static Optional<Computation> of(Network network, LearnerOptions options) {
    return Plans.canBeOf(network)
        ? Optional.of(new PlanComputation(network, options))
        : Optional.empty();
  }

  private record Places(Weights weights) implements PlanWeights {
    @Override
    public Pointer values(String parameter) {
      return weights.values().place(weights.offset(parameter));
    }

    @Override
    public Pointer gradient(String parameter) {
      return weights.gradients(0).place(weights.offset(parameter));
    }

    @Override
    public FloatBuffer statistic(String parameter) {
      return FloatBuffer.wrap(weights.statistic(parameter));
    }

    @Override
    public boolean channelsInnermost() {
      return false;
    }
  }

  @Override
  public int outputs() {
    return network.output().size();
  }

  @Override
  public void showAverage(boolean shown) {
    weights.showAverage(shown);
  }

  @Override
  public float[] forward(Pass pass, Batch batch) {
    if (pass.training()) {
      Nd4jNatives.useOpenMpThreads(threads);
      Plan plan = plans.training(pass.examples());
      last = plan;
      return plan.forward(batch.inputs());
    }
    if (pass.batchStatistics() || !weights.areFinite() || !areFinite(batch.inputs())) {
      return loops().forward(pass, batch);
    }
    Nd4jNatives.useOpenMpThreads(threads);
    return plans.predicting(pass.examples()).forward(batch.inputs());
  }

  private static boolean areFinite(float[] numbers) {
    return Float.isFinite(Loops.sum(numbers, numbers.length));
  }

  private LoopComputation loops() {
    LoopComputation made = loops;
    if (made == null) {
      made = new LoopComputation(network, workers, weights);
      loops = made;
    }
    return made;
  }

  @Override
  public void backward(Pass pass, float[] gradient) {
    if (last == null) {
      throw new EngineException("nothing has gone forward");
    }
    last.backward(gradient);
  }

  @Override
  public boolean hasFiniteGradients() {
    return weights.hasFiniteGradients();
  }

  @Override
  public void update(double rate, long step) {
    weights.update(rate, step, workers);
  }

  @Override
  public void load(Snapshot snapshot) {
    weights.load(snapshot);
  }

  @Override
  public Snapshot snapshot(long step) {
    return weights.snapshot(step);
  }

  @Override
  public void close() {
    plans.close();
    if (loops == null) {
      workers.close();
      weights.close();
    } else {
      loops.close();
    }
  }
}
