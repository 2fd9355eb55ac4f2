package org.paperclaims.harness.engine.dl4j;

import java.util.List;
import org.paperclaims.architectures.Network;
import org.paperclaims.datasets.Batch;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.Snapshot;

/**
 * Computes convolutions by ND4J's operations, and everything between them by fused loops over the
 * same memory of the host.
 */
final class LoopComputation implements Computation {
  private final Workers workers;
  private final GradientPool<Floats> gradients;
  private final Weights weights;
  private final Plan plan;
  private int room;

  /** Make it with weights of its own. */
  static LoopComputation of(Network network, LearnerOptions options) {
    Weights weights = new Weights(network, options.rule(), options.threads());
    try {
      return new LoopComputation(network, new Workers(options.threads()), weights);
    } catch (RuntimeException | Error e) {
      weights.close();
      throw e;
    }
  }

  /** Compute by weights and workers that others have made; they are closed with this. */
  LoopComputation(Network network, Workers workers, Weights weights) {
    this.workers = workers;
    this.weights = weights;
    gradients = new GradientPool<>(Floats::new);
    plan = new Plan(network, new Machine(workers, gradients, weights));
  }

  @Override
  public int outputs() {
    return plan.output().size();
  }

  @Override
  public void showAverage(boolean shown) {
    weights.showAverage(shown);
  }

  @Override
  public float[] forward(Pass pass, Batch batch) {
    Nd4jNatives.useOneOpenMpThread();
    if (pass.examples() > room) {
      reserve(pass.examples());
    }
    plan.input().value().put(0, batch.inputs(), batch.inputs().length);
    for (Step step : plan.steps()) {
      step.forward(pass);
    }
    return plan.output().value().toArray(0, pass.examples() * plan.output().size());
  }

  private void reserve(int examples) {
    plan.input().reserve(examples);
    for (Step step : plan.steps()) {
      step.out().reserve(examples);
    }
    gradients.reserve(examples);
    room = examples;
  }

  @Override
  public void backward(Pass pass, float[] gradient) {
    plan.output().gradient(gradients).put(0, gradient, gradient.length);
    List<Step> steps = plan.steps();
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (steps.get(i).out().hasGradient()) {
        steps.get(i).backward(pass);
      }
    }
    if (plan.input().hasGradient()) {
      gradients.release(plan.input().size(), plan.input().takeGradient());
    }
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
    workers.close();
    plan.steps().forEach(Step::close);
    plan.steps().forEach(s -> s.out().close());
    plan.input().close();
    gradients.close();
    weights.close();
  }
}
