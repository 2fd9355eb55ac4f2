package org.paperclaims.reports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.paperclaims.harness.catalogue.Catalogue;
import org.paperclaims.harness.run.EpochRow;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.store.Lease;
import org.paperclaims.harness.store.RunFolder;
import org.paperclaims.harness.store.RunStore;
import org.paperclaims.harness.suite.ClaimSuite;
import org.paperclaims.harness.suite.StoredRecords;
import org.paperclaims.harness.suite.StoredRuns;
import org.paperclaims.harness.suite.SuiteCase;
import org.paperclaims.harness.suite.SuitePlan;
import org.paperclaims.harness.suite.SuiteResult;
import org.paperclaims.harness.suite.SuiteSettings;

/** A results folder with made-up records of many claims, and the suite that is judged from it. */
final class MadeUpStore {
  private static final List<String> ARCHITECTURES =
      List.of("resnet-20-w8", "resnet-56-w4", "resnet-110-w4", "plain-20-w8", "preresnet-56-w4");

  private final Path results;
  private final SuiteSettings settings;
  private final SuitePlan plan;

  /**
   * Describe a store.
   *
   * @param claims each with one case of two arms
   * @param seeds of each arm
   */
  MadeUpStore(Path results, int claims, int seeds) {
    this.results = results;
    this.settings =
        SuiteSettings.from(
            name -> Optional.ofNullable(Map.of("claims.results", results.toString()).get(name)));
    this.plan = SuitePlan.of(Catalogue.read("made-up.yaml", catalogue(claims, seeds)), settings);
  }

  private static String catalogue(int claims, int seeds) {
    StringBuilder yaml = new StringBuilder("paper: a paper\nclaims:\n");
    for (int i = 0; i < claims; i++) {
      yaml.append(
          """
            - id: claim-%d
              statement: Statement number %d about networks and their rectifiers.
              source: {where: section %d}
              criterion: {kind: effect, metric: test_error, better: lower, alpha: 0.05, margin: 0, test: paired-t}
              control: {erase: none}
              treatment: {erase: last@100%%}
              tiers:
                smoke: {architecture: %s, dataset: shapes10, images: %d, test_images: 500, pixels: 8, recipe: small, epochs: 12, batch: 32, learning_rate: 0.03, seeds: %d}
                reduced: {not_attempted: Made up.}
                full: {not_attempted: Made up.}
          """
              .formatted(
                  i, i, i, ARCHITECTURES.get(i % ARCHITECTURES.size()), 500 + 10 * i, seeds));
    }
    return yaml.toString();
  }

  /** Write the records that are not there yet. */
  void fill() throws IOException {
    Files.createDirectories(results);
    try (RunStore store = RunStore.open(results, problem -> {})) {
      ClaimSuite suite = new ClaimSuite(settings, plan, new StoredRuns(List.of()));
      for (SuiteCase c : plan.cases()) {
        for (RunSpec spec : suite.specs(c)) {
          String fingerprint = Fingerprint.of(spec);
          if (Files.exists(results.resolve("runs").resolve(fingerprint).resolve("record.json"))) {
            continue;
          }
          try (Lease lease = store.lease(fingerprint).orElseThrow()) {
            RunFolder folder = store.folder(lease, spec);
            folder.begin();
            folder.commit(record(fingerprint, spec), Optional.empty());
          }
        }
      }
    }
  }

  /** Read every record, verify and judge them, as {@code claims report} does. */
  SuiteResult judged() {
    ClaimSuite suite =
        new ClaimSuite(settings, plan, new StoredRuns(StoredRecords.of(results, problem -> {})));
    plan.cases().forEach(suite::run);
    return suite.result();
  }

  private static RunRecord record(String fingerprint, RunSpec spec) {
    Random random = new Random(spec.seed() * 31 + spec.erasure().hashCode());
    double error = (spec.erasure().equals("none") ? 24 : 21) + 2 * random.nextGaussian();
    List<EpochRow> rows = new ArrayList<>();
    for (int e = 1; e <= spec.recipe().epochs(); e++) {
      double more = 1 + 1.5 * Math.exp(-0.3 * e) + 0.02 * random.nextGaussian();
      rows.add(
          new EpochRow(
              e,
              spec.recipe().learningRate().at(e - 1),
              error * more / 20,
              Double.NaN,
              error * more / 18,
              error * more,
              180 + 20 * random.nextDouble()));
    }
    EpochRow last = rows.get(rows.size() - 1);
    Map<String, Double> metrics =
        new TreeMap<>(
            Map.of(
                "test_error", last.testError(),
                "test_loss", last.testLoss(),
                "train_loss", last.trainLoss(),
                "train_loss_auc", 1.4 * last.trainLoss()));
    return new RunRecord(
        fingerprint,
        spec,
        RunRecord.Outcome.COMPLETED,
        "",
        rows,
        metrics,
        Map.of("commit", "4b298f7", "cpu", "a processor", "threads", "1"),
        3.4);
  }
}
