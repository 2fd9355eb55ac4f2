package org.paperclaims.harness.run;

import java.util.List;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.harness.engine.Precision;

/** Run specs for tests. */
public final class Specs {
  private Specs() {}

  /** A training of four epochs by the engine {@code fake}. */
  public static RunSpec training(long seed) {
    return training(seed, 4);
  }

  public static RunSpec training(long seed, int epochs) {
    return new RunSpec(
        Protocol.TRAIN,
        "linear",
        "none",
        new DatasetSpec("dots", 100, 40, 0, false),
        "c0ffee",
        new Recipe(
            epochs,
            16,
            new LearningRate(0.1, List.of(new LearningRate.Drop(2, 0.1))),
            0.9,
            true,
            1e-4,
            List.of(),
            "he-normal",
            Precision.FP32),
        seed,
        "fake");
  }
}
