package org.paperclaims.harness.measure;

import org.paperclaims.harness.run.RunRecord;

/**
 * Test error less training error, at the last epoch: how far a network overfits. Worked out of the
 * two, so runs of every age have it.
 */
record ErrorGap() implements Metric {
  @Override
  public Heading heading() {
    return Heading.lower("error_gap", "Gap between test and training error", Unit.ERROR);
  }

  @Override
  public boolean isWorstWhereDiverged() {
    return false;
  }

  @Override
  public double of(RunRecord run) {
    return TrainingMetrics.TEST_ERROR.of(run) - TrainingMetrics.TRAIN_ERROR.of(run);
  }
}
