package org.paperclaims.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.engine.Precision;
import org.paperclaims.harness.judge.Judgement;
import org.paperclaims.harness.run.EpochRow;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.run.LearningRate;
import org.paperclaims.harness.run.Protocol;
import org.paperclaims.harness.run.Recipe;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.store.Lease;
import org.paperclaims.harness.store.RunFolder;
import org.paperclaims.harness.store.RunStore;
import org.paperclaims.harness.store.VerdictRow;

/** A results folder with made-up records and verdicts. */
final class MadeUpResults {
  private final Path folder;

  MadeUpResults(Path folder) throws java.io.IOException {
    this.folder = Files.createDirectories(folder);
  }

  Path folder() {
    return folder;
  }

  @Override
  public String toString() {
    return folder.toString();
  }

  static RunSpec spec(long seed) {
    return spec(seed, 0.03);
  }

  private static RunSpec spec(long seed, double rate) {
    return new RunSpec(
        Protocol.TRAIN,
        "resnet-20-w8",
        "last@100%",
        new DatasetSpec("shapes10", 500, 500, 8, false),
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        new Recipe(
            1,
            32,
            new LearningRate(rate, List.of()),
            0.9,
            true,
            1e-4,
            List.of(),
            "he-normal",
            Precision.FP32),
        seed,
        "dl4j");
  }

  /** Record a run, in the ledger too. */
  MadeUpResults run(long seed, double error, double seconds) {
    return run(spec(seed), error, seconds);
  }

  /** Record a run at a learning rate. */
  MadeUpResults at(double rate, long seed, double error) {
    return run(spec(seed, rate), error, 3);
  }

  private MadeUpResults run(RunSpec spec, double error, double seconds) {
    RunRecord run =
        new RunRecord(
            Fingerprint.of(spec),
            spec,
            RunRecord.Outcome.COMPLETED,
            "",
            List.of(new EpochRow(1, 0.03, 2, Double.NaN, 2, error, 100 / seconds)),
            Map.of("test_error", error),
            Map.of("commit", "4b298f7"),
            seconds);
    try (RunStore store = RunStore.open(folder, problem -> {});
        Lease lease = store.lease(run.fingerprint()).orElseThrow()) {
      RunFolder place = store.folder(lease, spec);
      place.begin();
      place.log("made up");
      place.commit(run, Optional.empty());
      store.ledger().add(run);
    }
    return this;
  }

  /** Put a verdict into the ledger. */
  MadeUpResults verdict(String claim, String commit, double estimate) {
    try (RunStore store = RunStore.open(folder, problem -> {})) {
      store
          .ledger()
          .add(
              new VerdictRow(
                  claim,
                  "a case",
                  "smoke",
                  "dl4j",
                  "test_error",
                  new Judgement(
                      estimate > 0 ? Verdict.REPRODUCED : Verdict.REFUTED,
                      "Made up.",
                      5,
                      OptionalDouble.of(estimate),
                      OptionalDouble.of(estimate - 1),
                      OptionalDouble.of(estimate + 1),
                      0.95,
                      OptionalDouble.of(0.01),
                      OptionalDouble.of(1.1),
                      OptionalInt.empty(),
                      List.of()),
                  Map.of("commit", commit, "dirty", "false")));
    }
    return this;
  }
}
