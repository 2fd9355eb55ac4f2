package org.paperclaims.harness.measure;

import java.util.List;
import org.paperclaims.harness.run.Protocol;

/** The metrics that every training tells of its losses and of its passes over the data. */
final class TrainingMetrics {
  /** Percent wrong at the last epoch; of a regression the relative squared error. */
  static final Metric TEST_ERROR =
      Told.lower("test_error", "Test error", Unit.ERROR, Protocol.TRAIN);

  /** Percent wrong of the training examples, at the last epoch. */
  static final Metric TRAIN_ERROR =
      Told.lower("train_error", "Training error", Unit.ERROR, Protocol.TRAIN);

  static final List<Metric> ALL =
      List.of(
          TEST_ERROR,
          Told.lower("best_test_error", "Test error, best epoch", Unit.ERROR, Protocol.TRAIN),
          Told.lower("test_loss", "Test loss", Unit.LOSS, Protocol.TRAIN),
          // The number of the last epoch.
          Told.lower("train_loss", "Training loss", Unit.LOSS, Protocol.TRAIN),
          TRAIN_ERROR,
          // The mean over all steps but the first tenth.
          Told.lower("train_loss_auc", "Mean training loss (AUC)", Unit.LOSS, Protocol.TRAIN));

  private TrainingMetrics() {}
}
