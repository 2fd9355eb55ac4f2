package org.paperclaims.harness.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paperclaims.harness.lab.KillableProcess;
import org.paperclaims.harness.lab.Progress;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.store.RunStore;

/** Kills whole suites of claims. More of it with {@code -Dreliability.suite.kills=50}. */
@Tag("long")
class KilledSuiteTest {
  private static final int KILLS = Integer.getInteger("reliability.suite.kills", 3);

  /** A suite's first line says why it takes its engine. */
  private static final String CHOICE = "asked for by claims.engine";

  private static final String CATALOGUE =
      """
      paper: a paper
      claims:
        - id: killed-often
          statement: A suite that is killed says what one that is not killed says.
          source: {where: nowhere}
          criterion: {kind: effect, metric: test_error, better: lower, alpha: 0.05, margin: 0, test: paired-t}
          correction: holm
          control: {erase: none}
          treatment: {erase: last@100%}
          tiers:
            smoke: {architecture: [stack-2-w16, stack-3-w16], dataset: linear-teacher, images: 400, test_images: 50, recipe: small, epochs: 40, batch: 8, learning_rate: 0.05, seeds: 2}
            reduced: {not_attempted: Not needed.}
            full: {not_attempted: Not needed.}
      """;

  @TempDir Path folder;

  @Test
  void a_suite_of_claims_killed_at_random_moments_ends_with_the_same_bits_and_verdicts()
      throws Exception {
    Path catalogue = Files.writeString(folder.resolve("claims.yaml"), CATALOGUE);
    Path whole = folder.resolve("whole");
    SuiteResult expected = ClaimSuiteProcess.run(whole, catalogue, Progress.silent());
    assertThat(expected.cases()).hasSize(2);
    Random random = new Random(Long.getLong("reliability.seed", 1));
    int kills = 0;
    for (int round = 0; kills < KILLS; round++) {
      Path killed = folder.resolve("killed" + round);
      boolean done = false;
      while (!done) {
        try (KillableProcess suite =
            new KillableProcess(ClaimSuiteProcess.class, killed.toString(), catalogue.toString())) {
          if (kills < KILLS
              && suite.says("working")
              && !suite.process().waitFor(random.nextInt(300), TimeUnit.MILLISECONDS)) {
            suite.kill();
            kills++;
          }
          List<String> said = suite.rest();
          done = suite.process().exitValue() == 0;
          assertThat(said)
              .filteredOn(l -> !l.contains(CHOICE))
              .noneMatch(l -> l.startsWith("note") || l.startsWith("failed"));
        }
      }
      assertSame(expected, whole, killed, catalogue);
    }
  }

  private static void assertSame(SuiteResult expected, Path whole, Path killed, Path catalogue)
      throws IOException {
    List<String> said = new ArrayList<>();
    Progress notes =
        new Progress() {
          @Override
          public void note(String message) {
            said.add(message);
          }

          @Override
          public void started(org.paperclaims.harness.run.RunSpec spec, long resumedSteps) {
            said.add("started " + spec);
          }
        };
    SuiteResult found = ClaimSuiteProcess.run(killed, catalogue, notes);
    assertThat(said).as("every run is recorded already").allMatch(l -> l.contains(CHOICE));
    assertThat(found.cases())
        .extracting(CaseResult::judgement)
        .isEqualTo(expected.cases().stream().map(CaseResult::judgement).toList());
    List<String> names = new ArrayList<>();
    for (CaseResult c : expected.cases()) {
      c.runs().byArm().values().stream()
          .flatMap(List::stream)
          .map(RunRecord::spec)
          .map(Fingerprint::of)
          .forEach(names::add);
    }
    assertThat(names).hasSize(8);
    for (String name : names) {
      assertThat(killed.resolve("runs").resolve(name).resolve("model.safetensors"))
          .hasSameBinaryContentAs(whole.resolve("runs").resolve(name).resolve("model.safetensors"));
    }
    try (RunStore store = RunStore.open(killed, said::add)) {
      assertThat(store.ledger().problems()).isEmpty();
      List<String> ids = new ArrayList<>();
      for (var row : store.ledger().table()) {
        if (row.getString("kind").equals("run")) {
          ids.add(row.getString("id"));
        }
      }
      assertThat(ids).containsExactlyInAnyOrderElementsOf(names);
    }
    assertThat(killed.resolve("quarantine")).isEmptyDirectory();
  }
}
