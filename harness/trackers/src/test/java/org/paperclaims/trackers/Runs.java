package org.paperclaims.trackers;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.harness.engine.Precision;
import org.paperclaims.harness.run.EpochRow;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.run.LearningRate;
import org.paperclaims.harness.run.Protocol;
import org.paperclaims.harness.run.Recipe;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;

/** Made-up runs of two epochs. */
final class Runs {
  private Runs() {}

  static RunRecord of(long seed, RunRecord.Outcome outcome, double... errors) {
    RunSpec spec =
        new RunSpec(
            Protocol.TRAIN,
            "resnet-20-w8",
            "last@100%",
            new DatasetSpec("shapes10", 500, 500, 8, false),
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            new Recipe(
                2,
                32,
                new LearningRate(0.03, List.of()),
                0.9,
                true,
                1e-4,
                List.of(),
                "he-normal",
                Precision.FP32),
            seed,
            "dl4j");
    List<EpochRow> epochs =
        IntStream.rangeClosed(1, errors.length)
            .mapToObj(e -> new EpochRow(e, 0.03, 2.5 / e, Double.NaN, 2, errors[e - 1], 100))
            .toList();
    Map<String, Double> metrics = new TreeMap<>();
    if (outcome == RunRecord.Outcome.COMPLETED) {
      metrics.put("test_error", errors[errors.length - 1]);
      metrics.put("epochs_to(train_error<20)", 2.0);
    }
    return new RunRecord(
        Fingerprint.of(spec),
        spec,
        outcome,
        "",
        epochs,
        metrics,
        Map.of("commit", "4b298f7", "cpu", "made up"),
        20);
  }

  static RunRecord completed(long seed) {
    return of(seed, RunRecord.Outcome.COMPLETED, 40.25, 9.5 + seed);
  }
}
