package org.paperclaims.harness.engine.dl4j;

import org.paperclaims.architectures.Network;
import org.paperclaims.datasets.Batch;
import org.paperclaims.datasets.Task;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.MeanLoss;
import org.paperclaims.harness.engine.Snapshot;

/** Trains a network batch by batch, in the way that it is given. */
final class Dl4jLearner implements Learner {
  private final Network network;
  private final LearnerOptions options;
  private final Computation computation;
  private long taken;
  private boolean closed;

  Dl4jLearner(Network network, LearnerOptions options, Computation computation) {
    this.network = network;
    this.options = options;
    this.computation = computation;
  }

  @Override
  public void load(Snapshot snapshot) {
    requireOpen();
    computation.load(snapshot);
    taken = snapshot.step();
  }

  @Override
  public double train(Batch batch, double learningRate) {
    Pass pass = pass(Pass.Mode.TRAIN, batch);
    checkTask(batch);
    float[] outputs = computation.forward(pass, batch);
    double loss =
        options.task() instanceof Task.Classification
            ? MeanLoss.crossEntropy(batch.labels(), options.rule().labelSmoothing(), outputs)
            : MeanLoss.squaredError(batch.targets(), batch.size(), outputs);
    computation.backward(pass, outputs);
    boolean diverged = !computation.hasFiniteGradients();
    taken++;
    computation.update(learningRate, taken);
    return diverged ? Double.NaN : loss;
  }

  @Override
  public float[] predict(Batch batch) {
    return computation.forward(pass(Pass.Mode.INFER, batch), batch);
  }

  @Override
  public float[] predictWithBatchStatistics(Batch batch) {
    return computation.forward(pass(Pass.Mode.LOOK, batch), batch);
  }

  @Override
  public Snapshot snapshot() {
    requireOpen();
    return computation.snapshot(taken);
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
    computation.showAverage(mode == Pass.Mode.INFER);
    return new Pass(mode, batch.size(), taken, options.seed());
  }

  private void checkTask(Batch batch) {
    int outputs = computation.outputs();
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
    computation.close();
  }
}
