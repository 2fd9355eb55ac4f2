package org.paperclaims.harness.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.datasets.Datasets;
import org.paperclaims.harness.engine.Precision;
import org.paperclaims.harness.run.LearningRate;
import org.paperclaims.harness.run.Protocol;
import org.paperclaims.harness.run.Recipe;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.train.Trainer;

/** Small runs on generated data for tests. */
public final class Bench {
  public static final DatasetSpec TEACHER = new DatasetSpec("linear-teacher", 200, 50, 0, false);

  private Bench() {}

  public static DatasetSource datasets() {
    return new DatasetSource(new Datasets(Path.of("no-data"), 0)::open);
  }

  /** A training whose last batch of an epoch is smaller than the others. */
  public static RunSpec training(long seed, int epochs) {
    return spec(Protocol.TRAIN, "none", seed, epochs, 0.05);
  }

  public static RunSpec spec(
      Protocol protocol, String erasure, long seed, int epochs, double rate) {
    try (DatasetSource datasets = datasets()) {
      return new RunSpec(
          protocol,
          "stack-2-w16",
          erasure,
          TEACHER,
          datasets.get(TEACHER).checksum(),
          new Recipe(
              epochs,
              16,
              new LearningRate(rate, List.of(new LearningRate.Drop(2, 0.1))),
              0.9,
              false,
              1e-4,
              List.of(),
              "he-normal",
              Precision.FP32),
          seed,
          "fake");
    }
  }

  /** Checkpoints after every epoch, and as often within one. */
  public static Trainer.Checkpointing always() {
    return new Trainer.Checkpointing(Duration.ZERO, Duration.ofDays(1));
  }
}
