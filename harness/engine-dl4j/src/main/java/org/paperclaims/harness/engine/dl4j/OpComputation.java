package org.paperclaims.harness.engine.dl4j;

import java.util.List;
import org.paperclaims.architectures.Network;
import org.paperclaims.datasets.Batch;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.Snapshot;

/**
 * Computes by ND4J's operations alone: images go to the device, outputs come back, and every other
 * number stays there.
 */
final class OpComputation implements Computation {
  private final Operations ops;
  private final GradientPool<DeviceFloats> pool;
  private final OpWeights weights;
  private final OpUpdate update;
  private final OpPlan plan;
  private int room;

  OpComputation(Network network, LearnerOptions options, Kernels kernels) {
    ops = new Operations(kernels);
    pool = new GradientPool<>(DeviceFloats::new);
    weights = new OpWeights(network, options.rule());
    update = new OpUpdate(options.rule(), ops, weights);
    plan = new OpPlan(network, new OpMachine(ops, pool, weights));
  }

  @Override
  public int outputs() {
    return plan.output().size();
  }

  @Override
  public void showAverage(boolean shown) {
    OpAverages averages = weights.averages();
    if (averages != null) {
      averages.show(ops, weights.values(), shown);
    }
  }

  @Override
  public float[] forward(Pass pass, Batch batch) {
    if (pass.examples() > room) {
      reserve(pass.examples());
    }
    plan.input().value().put(batch.inputs());
    for (OpStep step : plan.steps()) {
      step.forward(pass);
    }
    return plan.output().value().toArray(pass.examples() * outputs());
  }

  private void reserve(int examples) {
    plan.input().reserve(examples);
    for (OpStep step : plan.steps()) {
      step.out().reserve(examples);
      step.reserve(examples);
    }
    pool.reserve(examples);
    room = examples;
  }

  @Override
  public void backward(Pass pass, float[] gradient) {
    ops.fill(0, weights.gradients().vector(weights.trained()));
    plan.output().give(new OpMachine(ops, pool, weights), pass.examples(), g -> g.put(gradient));
    List<OpStep> steps = plan.steps();
    for (int i = steps.size() - 1; i >= 0; i--) {
      OpStep step = steps.get(i);
      if (step.out().hasGradient()) {
        DeviceFloats taken = step.out().takeGradient();
        step.backward(pass, taken);
        pool.release(step.out().size(), taken);
      }
    }
  }

  @Override
  public void update(double rate, long step) {
    update.take(rate, step);
  }

  @Override
  public void load(Snapshot snapshot) {
    showAverage(false);
    weights.load(snapshot);
  }

  @Override
  public Snapshot snapshot(long step) {
    showAverage(false);
    return weights.snapshot(step);
  }

  @Override
  public void close() {
    plan.steps().forEach(OpStep::close);
    plan.steps().forEach(s -> s.out().close());
    plan.input().close();
    pool.close();
    update.close();
    weights.close();
    ops.close();
  }
}
