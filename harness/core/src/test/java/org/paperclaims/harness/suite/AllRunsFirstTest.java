package org.paperclaims.harness.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.harness.lab.Progress;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.store.LedgerFile;

/** All runs of a suite in one queue, verdicts as claims are complete, and training without any. */
class AllRunsFirstTest {
  private static final String CLAIM =
      """
        - id: ID
          statement: One of two arms ends lower.
          source: {where: nowhere}
          criterion: {kind: effect, metric: test_error, better: lower, alpha: 0.05, margin: 0, test: paired-t}
          correction: holm
          control: {erase: none}
          treatment: {erase: last@100%}
          tiers:
            smoke: {architecture: [ARCHITECTURES], dataset: linear-teacher, images: 100, test_images: 50, recipe: small, epochs: 1, batch: 25, learning_rate: 0.05, seeds: 2}
            reduced: {not_attempted: Not needed.}
            full: {not_attempted: Not needed.}
      """;

  @TempDir Path folder;
  private Path catalogue = Path.of("");

  @BeforeEach
  void writeCatalogue() throws IOException {
    catalogue =
        Files.writeString(
            folder.resolve("claims.yaml"),
            "paper: a paper\nclaims:\n"
                + CLAIM.replace("ID", "first").replace("ARCHITECTURES", "stack-2-w16, stack-3-w16")
                + CLAIM.replace("ID", "second").replace("ARCHITECTURES", "stack-2-w16")
                + CLAIM.replace("ID", "third").replace("ARCHITECTURES", "stack-4-w16"));
  }

  private SuiteSettings settings(String... more) {
    Map<String, String> properties = new HashMap<>();
    properties.put("claims.engine", "fake");
    properties.put("claims.catalogues", catalogue.toString());
    properties.put("claims.results", folder.resolve("results").toString());
    for (int i = 0; i < more.length; i += 2) {
      properties.put(more[i], more[i + 1]);
    }
    return SuiteSettings.from(name -> Optional.ofNullable(properties.get(name)));
  }

  private SuitePlan plan() {
    return SuitePlan.of(Catalogues.all(List.of(catalogue)), settings());
  }

  /** Runs of which the last claim's end first. */
  private static final class LastFirst implements RunSource {
    private final List<List<RunSpec>> begun = new ArrayList<>();

    @Override
    public String datasetChecksum(DatasetSpec dataset) {
      return "c0ffee";
    }

    @Override
    public void begin(List<RunSpec> specs) {
      begun.add(specs);
    }

    @Override
    public int await(List<Set<RunSpec>> groups) {
      return groups.size() - 1;
    }

    @Override
    public List<RunRecord> records(List<RunSpec> specs) {
      return specs.stream()
          .map(
              s ->
                  new RunRecord(
                      Fingerprint.of(s),
                      s,
                      RunRecord.Outcome.COMPLETED,
                      "",
                      List.of(),
                      Map.of("test_error", 1.0 + s.seed()),
                      Map.of(),
                      1))
          .toList();
    }
  }

  @Test
  void the_runs_of_all_expected_cases_begin_together_and_whichever_claim_is_complete_is_judged() {
    LastFirst runs = new LastFirst();
    List<String> judged = new ArrayList<>();
    SuitePlan plan = plan();
    ClaimSuite suite =
        new ClaimSuite(
            settings(), plan, runs, DeclaredBefore.nothing(), r -> judged.add(r.claim().id()));
    suite.expect(plan.cases());
    assertThat(suite.run(plan.cases().get(0)).claim().id()).isEqualTo("first");
    assertThat(judged).containsExactly("third", "second", "first", "first");
    plan.cases().forEach(suite::run);
    assertThat(runs.begun).hasSize(1);
    assertThat(runs.begun.get(0)).hasSize(16);
    assertThat(suite.result().cases())
        .as("in the order of the plan")
        .extracting(r -> r.claim().id())
        .containsExactly("first", "first", "second", "third");
  }

  @Test
  void a_case_that_is_asked_for_alone_begins_the_runs_of_its_claim_alone() {
    LastFirst runs = new LastFirst();
    SuitePlan plan = plan();
    ClaimSuite suite = new ClaimSuite(settings(), plan, runs);
    suite.run(plan.cases().get(3));
    assertThat(runs.begun).hasSize(1);
    assertThat(runs.begun.get(0)).hasSize(4);
    assertThat(suite.result().cases()).extracting(r -> r.claim().id()).containsExactly("third");
  }

  @Test
  void a_laboratory_judges_the_whole_suite_from_one_queue() {
    List<Integer> planned = new ArrayList<>();
    Progress progress =
        new Progress() {
          @Override
          public void planned(int runs, int reused) {
            planned.add(runs);
          }
        };
    try (LaboratorySuite laboratory = LaboratorySuite.open(settings(), progress)) {
      ClaimSuite suite = laboratory.suite();
      suite.expect(suite.plan().cases());
      suite.plan().cases().forEach(suite::run);
      assertThat(laboratory.finish().cases()).hasSize(4);
    }
    assertThat(planned).as("runs that claims share count once").containsExactly(12);
    assertThat(kinds("results")).containsEntry("run", 12L).containsEntry("verdict", 4L);
  }

  private Map<String, Long> kinds(String results) {
    Map<String, Long> kinds = new HashMap<>();
    LedgerFile.read(folder.resolve(results).resolve(LedgerFile.NAME))
        .table()
        .stringColumn("kind")
        .forEach(kind -> kinds.merge(kind, 1L, Long::sum));
    return kinds;
  }

  private static TrainedSuite train(SuiteSettings settings, String... names) {
    return TrainedSuite.of(settings, List.of(names), Progress.silent(), runs -> {});
  }

  @Test
  void training_judges_nothing_and_a_suite_finds_its_runs() {
    TrainedSuite training = train(settings());
    assertThat(training.records()).hasSize(12);
    assertThat(training.missing()).isEmpty();
    assertThat(kinds("results")).containsOnlyKeys("run");
    List<Boolean> reused = new ArrayList<>();
    Progress progress =
        new Progress() {
          @Override
          public void ended(RunRecord run, boolean wasReused) {
            reused.add(wasReused);
          }
        };
    try (LaboratorySuite laboratory = LaboratorySuite.open(settings(), progress)) {
      laboratory.suite().plan().cases().forEach(laboratory.suite()::run);
    }
    assertThat(reused).isNotEmpty().doesNotContain(false);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void shards_of_training_make_every_run_once(int shards) {
    Set<String> made = new TreeSet<>();
    int runs = 0;
    for (int shard = 1; shard <= shards; shard++) {
      SuiteSettings own =
          settings(
              "claims.shard",
              shard + "/" + shards,
              "claims.results",
              folder.resolve("shard-" + shard).toString());
      for (RunRecord run : train(own).records()) {
        made.add(run.fingerprint());
        runs++;
      }
    }
    assertThat(runs).isEqualTo(12);
    assertThat(made).hasSize(12);
  }

  @Test
  void runs_are_trained_by_the_first_characters_of_their_fingerprints() {
    List<RunRecord> all = train(settings()).records();
    String one = all.get(3).fingerprint();
    SuiteSettings elsewhere = settings("claims.results", folder.resolve("elsewhere").toString());
    assertThat(train(elsewhere, one.substring(0, 12)).records())
        .extracting(RunRecord::fingerprint)
        .containsExactly(one);
    assertThatThrownBy(() -> train(elsewhere, "no run"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("of the 12 runs of the plan none has a fingerprint")
        .hasMessageContaining("claims plan --units FILE");
  }

  @Test
  void training_refuses_to_load() {
    assertThatThrownBy(() -> train(settings("claims.mode", "load")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("claims.mode is load");
  }
}
