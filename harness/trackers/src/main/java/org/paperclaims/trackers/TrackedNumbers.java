package org.paperclaims.trackers;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.paperclaims.harness.run.EpochRow;
import org.paperclaims.harness.run.RunRecord;

/** The numbers of a run, one after another, by the names that its records have. */
final class TrackedNumbers {
  /**
   * A number.
   *
   * @param name such as {@code test_error}
   * @param epoch after which it was measured; 0 for a network as it was initialised
   */
  record Point(String name, int epoch, double value) {}

  private TrackedNumbers() {}

  /** List the numbers of each epoch, then those that a run has once, at its last epoch. */
  static List<Point> of(RunRecord run) {
    List<Point> points = new ArrayList<>();
    Set<String> told = new TreeSet<>();
    for (EpochRow row : run.epochs()) {
      points.add(new Point("learning_rate", row.epoch(), row.learningRate()));
      points.add(new Point("train_loss", row.epoch(), row.trainLoss()));
      // No number says that the protocol does not measure it, and not that the run diverged.
      if (!Double.isNaN(row.trainError())) {
        points.add(new Point("train_error", row.epoch(), row.trainError()));
      }
      points.add(new Point("test_loss", row.epoch(), row.testLoss()));
      points.add(new Point("test_error", row.epoch(), row.testError()));
    }
    points.forEach(p -> told.add(p.name()));
    int last = run.epochs().isEmpty() ? 0 : run.epochs().get(run.epochs().size() - 1).epoch();
    run.metrics()
        .forEach(
            (name, value) -> {
              if (!told.contains(name)) {
                points.add(new Point(name, last, value));
              }
            });
    return points;
  }
}
