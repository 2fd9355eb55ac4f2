package org.paperclaims.harness.measure;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.paperclaims.datasets.DatasetOutline;
import org.paperclaims.datasets.Datasets;
import org.paperclaims.harness.run.Protocol;
import org.paperclaims.harness.run.RunRecord;

/**
 * The error of guessing, and which runs came no further. Such a run did not train: its error says
 * nothing of how well a network does that trains, and one among several moves their mean by more
 * than everything else does.
 */
public final class ChanceLevel {
  /** The metrics of which the error of guessing is known. */
  private static final Set<String> ERRORS = Set.of("test_error", "best_test_error");

  /** How much of the error of guessing must be gone, or else nothing was learned. */
  private static final double LEARNED = 0.05;

  /** Percent wrong when the most frequent class is always named, where that beats equal shares. */
  private static final Map<String, Double> UNEQUAL = Map.of("svhn", 80.41, "svhn-extra", 80.41);

  private ChanceLevel() {}

  /** Tell whether a metric is an error that guessing has, too. */
  public static boolean isError(String metric) {
    return ERRORS.contains(metric);
  }

  /**
   * Give the error of guessing on a data set in percent: that of naming one class always.
   *
   * @return empty for a regression, for data that this version does not know, and where only the
   *     files say how many classes there are
   */
  public static OptionalDouble error(String dataset) {
    if (UNEQUAL.containsKey(dataset)) {
      return OptionalDouble.of(UNEQUAL.getOrDefault(dataset, 0.0));
    }
    int classes =
        Datasets.known(dataset)
            .filter(DatasetOutline::classesKnown)
            .map(DatasetOutline::classes)
            .orElse(0);
    return classes < 2 ? OptionalDouble.empty() : OptionalDouble.of(100 - 100.0 / classes);
  }

  /**
   * Give the error from which on a network has learned less than a twentieth of what there is to
   * learn.
   */
  public static OptionalDouble limit(String dataset) {
    OptionalDouble error = error(dataset);
    return error.isEmpty() ? error : OptionalDouble.of((1 - LEARNED) * error.getAsDouble());
  }

  /** Tell whether a training completed and ended at chance level, or nearly. */
  public static boolean isAt(RunRecord run) {
    return isAt(run, run.spec().dataset().name());
  }

  /**
   * Tell the same of a run whose own record does not say what it was tested on.
   *
   * @param dataset that a claim's record names
   */
  public static boolean isAt(RunRecord run, String dataset) {
    if (run.outcome() != RunRecord.Outcome.COMPLETED || run.spec().protocol() != Protocol.TRAIN) {
      return false;
    }
    OptionalDouble limit = limit(dataset);
    double error =
        run.metrics()
            .getOrDefault("test_error", run.metrics().getOrDefault("best_test_error", Double.NaN));
    return limit.isPresent() && error >= limit.getAsDouble();
  }
}
