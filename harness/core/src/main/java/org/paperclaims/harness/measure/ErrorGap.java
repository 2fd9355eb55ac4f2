package org.paperclaims.harness.measure;

import org.paperclaims.harness.run.Protocol;
import org.paperclaims.harness.run.RunRecord;

/**
 * Test error less training error, at the last epoch: how far a network overfits. Worked out of the
 * two, so runs of every age have it.
 */
record ErrorGap() implements Metric {
  @Override
  public String name() {
    return "error_gap";
  }

  @Override
  public String label() {
    return "Gap between test and training error";
  }

  @Override
  public Unit unit() {
    return Unit.ERROR;
  }

  @Override
  public Direction better() {
    return Direction.LOWER;
  }

  @Override
  public Protocol protocol() {
    return Protocol.TRAIN;
  }

  @Override
  public double of(RunRecord run) {
    return TrainingMetrics.TEST_ERROR.of(run) - TrainingMetrics.TRAIN_ERROR.of(run);
  }
}
