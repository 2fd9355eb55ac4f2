package org.paperclaims.harness.engine.dl4j;

import java.util.List;
import org.paperclaims.architectures.Network;
import org.paperclaims.datasets.Batch;
import org.paperclaims.datasets.Task;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.Snapshot;

/** Trains a network by walking its steps forth and back over ND4J memory. */
final class Dl4jLearner implements Learner {
  private final Network network;
  private final LearnerOptions options;
  private final Workers workers;
  private final GradientPool gradients;
  private final Weights weights;
  private final Plan plan;
  private int room;
  private long taken;
  private boolean closed;

  Dl4jLearner(Network network, LearnerOptions options) {
    this.network = network;
    this.options = options;
    workers = new Workers(options.threads());
    gradients = new GradientPool();
    weights = new Weights(network, options.rule(), options.threads());
    plan = new Plan(network, new Machine(workers, gradients, weights));
  }

  @Override
  public void load(Snapshot snapshot) {
    requireOpen();
    weights.load(snapshot);
    taken = snapshot.step();
  }

  @Override
  public double train(Batch batch, double learningRate) {
    Pass pass = pass(Pass.Mode.TRAIN, batch);
    checkTask(batch);
    float[] outputs = forward(pass, batch);
    double loss = Loss.of(options.task(), options.rule().labelSmoothing(), batch, outputs);
    plan.output().gradient(gradients).put(0, outputs, outputs.length);
    List<Step> steps = plan.steps();
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (steps.get(i).out().hasGradient()) {
        steps.get(i).backward(pass);
      }
    }
    if (plan.input().hasGradient()) {
      gradients.release(plan.input().size(), plan.input().takeGradient());
    }
    taken++;
    weights.update(learningRate, taken, workers);
    return loss;
  }

  @Override
  public float[] predict(Batch batch) {
    return forward(pass(Pass.Mode.INFER, batch), batch);
  }

  @Override
  public float[] predictWithBatchStatistics(Batch batch) {
    return forward(pass(Pass.Mode.LOOK, batch), batch);
  }

  @Override
  public Snapshot snapshot() {
    requireOpen();
    return weights.snapshot(taken);
  }

  private Pass pass(Pass.Mode mode, Batch batch) {
    requireOpen();
    int wanted = network.input().size();
    if (batch.inputs().length != (long) batch.size() * wanted) {
      throw new IllegalArgumentException(
          network.name()
              + " reads examples of "
              + network.input()
              + ", found "
              + batch.inputs().length / batch.size()
              + " numbers an example");
    }
    weights.showAverage(mode == Pass.Mode.INFER);
    return new Pass(mode, batch.size(), taken, options.seed());
  }

  private void checkTask(Batch batch) {
    int outputs = plan.output().size();
    if (options.task() instanceof Task.Classification) {
      for (int label : batch.labels()) {
        if (label < 0 || label >= outputs) {
          throw new IllegalArgumentException(
              "labels lie between 0 and " + (outputs - 1) + ", found " + label);
        }
      }
    }
    int wanted =
        options.task() instanceof Task.Classification
            ? batch.size()
            : batch.size() * (outputs / options.stages(network));
    int found =
        options.task() instanceof Task.Classification
            ? batch.labels().length
            : batch.targets().length;
    if (found != wanted) {
      throw new IllegalArgumentException(
          "the batch needs " + wanted + " labels or targets, found " + found);
    }
  }

  private float[] forward(Pass pass, Batch batch) {
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

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the learner is closed");
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    workers.close();
    plan.steps().forEach(Step::close);
    plan.steps().forEach(s -> s.out().close());
    plan.input().close();
    gradients.close();
    weights.close();
  }
}
