package org.paperclaims.harness.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.lab.Progress;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.store.LedgerFile;

/** Looks that a suite takes by itself. */
class LooksTest {
  private static final String EFFECT =
      """
        - id: made-up-effect
          statement: Erasing helps.
          source: {where: nowhere}
          criterion: {kind: effect, metric: test_error, better: lower, alpha: 0.05, margin: 0, test: paired-t}
          correction: holm
          control: {erase: none}
          treatment: {erase: last@100%}
      """;
  private static final String ORDERING =
      """
        - id: made-up-ordering
          statement: The last is the best.
          source: {where: nowhere}
          criterion: {kind: ordering, metric: test_error, better: lower, alpha: 0.05, test: paired-t, best: last}
          arms:
            last: {erase: last@100%}
            first: {erase: first@100%}
            none: {erase: none}
      """;
  private static final String TIERS =
      """
          tiers:
            smoke: {architecture: [ARCHITECTURES], dataset: linear-teacher, images: 100, test_images: 50, recipe: small, epochs: 1, batch: 25, learning_rate: 0.05, seeds: {SEEDS}}
            reduced: {not_attempted: Not needed.}
            full: {not_attempted: Not needed.}
      """;
  private static final String LOOKS = "looks: [4, 6, 8], spending: obrien-fleming";

  @TempDir Path folder;

  /** Errors by architecture and erasure, seed by seed. */
  private final Map<String, double[]> errors = new HashMap<>();

  private final List<String> judged = new ArrayList<>();
  private final MadeUpRuns runs = new MadeUpRuns();

  /** Runs that end at once, as the errors say. */
  private final class MadeUpRuns implements RunSource {
    private final List<RunSpec> begun = new ArrayList<>();

    @Override
    public String datasetChecksum(DatasetSpec dataset) {
      return "c0ffee";
    }

    @Override
    public void begin(List<RunSpec> specs) {
      begun.addAll(specs);
    }

    @Override
    public void add(List<RunSpec> specs) {
      specs.stream().filter(s -> !begun.contains(s)).forEach(begun::add);
    }

    @Override
    public List<RunRecord> records(List<RunSpec> specs) {
      assertThat(begun).as("what is judged was begun").containsAll(specs);
      return specs.stream().map(this::record).toList();
    }

    private RunRecord record(RunSpec s) {
      double[] all = errors.getOrDefault(s.architecture() + " " + s.erasure(), new double[0]);
      return new RunRecord(
          Fingerprint.of(s),
          s,
          RunRecord.Outcome.COMPLETED,
          "",
          List.of(),
          Map.of("test_error", all[(int) s.seed() - 1]),
          Map.of(),
          1);
    }

    /** Give the seeds that were run of an architecture and erasure. */
    private List<Long> seeds(String architecture, String erasure) {
      return begun.stream()
          .filter(s -> s.architecture().equals(architecture) && s.erasure().equals(erasure))
          .map(RunSpec::seed)
          .toList();
    }
  }

  private SuiteSettings settings(String... more) {
    Map<String, String> properties = new HashMap<>();
    properties.put("claims.engine", "fake");
    properties.put("claims.catalogues", folder.resolve("claims.yaml").toString());
    properties.put("claims.include", "made-up-*");
    properties.put("claims.results", folder.resolve("results").toString());
    for (int i = 0; i < more.length; i += 2) {
      properties.put(more[i], more[i + 1]);
    }
    return SuiteSettings.from(name -> Optional.ofNullable(properties.get(name)));
  }

  private void catalogue(String claim, String architectures, String seeds) throws IOException {
    Files.writeString(
        folder.resolve("claims.yaml"),
        "paper: a paper\nclaims:\n"
            + claim
            + TIERS.replace("ARCHITECTURES", architectures).replace("SEEDS", seeds));
  }

  private Map<String, CaseResult> results(RunSource source, String... settings) {
    SuiteSettings all = settings(settings);
    List<Claim> claims = Catalogues.all(all.catalogues());
    SuitePlan plan = SuitePlan.of(claims, all);
    ClaimSuite suite =
        new ClaimSuite(
            all,
            plan,
            source,
            DeclaredBefore.nothing(),
            r -> judged.add(r.claimCase().name() + " " + r.judgement().n()));
    suite.expect(plan.cases());
    Map<String, CaseResult> results = new LinkedHashMap<>();
    plan.cases().forEach(c -> results.put(c.claimCase().name(), suite.run(c)));
    return results;
  }

  private static CaseResult only(Map<String, CaseResult> results) {
    assertThat(results).hasSize(1);
    return results.values().iterator().next();
  }

  private void sure(String architecture) {
    errors.put(architecture + " none", new double[] {30, 31, 32, 30, 31, 32, 30, 31});
    errors.put(architecture + " last@100%", new double[] {20, 21.1, 22, 20.1, 21, 22, 20, 21});
  }

  private void open(String architecture) {
    errors.put(architecture + " none", new double[] {30, 31, 32, 30, 31, 32, 30, 31});
    errors.put(architecture + " last@100%", new double[] {29, 32, 31, 30.5, 30, 32.5, 29.5, 30});
  }

  @Test
  void a_case_that_the_first_look_decides_has_no_further_seeds() throws IOException {
    catalogue(EFFECT, "stack-2-w16", LOOKS);
    sure("stack-2-w16");
    CaseResult result = only(results(runs));
    assertThat(result.judgement().verdict()).isEqualTo(Verdict.REPRODUCED);
    assertThat(result.judgement().reason()).contains("look 1 of 3, at 4 of 8 seeds");
    assertThat(runs.seeds("stack-2-w16", "none")).containsExactly(1L, 2L, 3L, 4L);
    assertThat(judged).hasSize(1);
  }

  @Test
  void an_open_case_goes_on_to_its_last_look_and_each_look_is_told() throws IOException {
    catalogue(EFFECT, "stack-2-w16", LOOKS);
    open("stack-2-w16");
    CaseResult result = only(results(runs));
    assertThat(result.judgement().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(result.judgement().n()).isEqualTo(8);
    assertThat(judged).extracting(j -> j.substring(j.length() - 1)).containsExactly("4", "6", "8");
  }

  @Test
  void only_the_open_cases_of_a_claim_go_on_and_decided_ones_stay() throws IOException {
    catalogue(EFFECT, "stack-2-w16, stack-3-w16", LOOKS);
    sure("stack-2-w16");
    open("stack-3-w16");
    Map<String, CaseResult> results = results(runs);
    assertThat(results.values()).extracting(r -> r.judgement().n()).containsExactly(4, 8);
    assertThat(runs.seeds("stack-2-w16", "none")).hasSize(4);
    assertThat(runs.seeds("stack-3-w16", "none")).hasSize(8);
    assertThat(judged).hasSize(4);
  }

  @Test
  void the_number_of_seeds_that_is_asked_for_is_the_last_look() throws IOException {
    catalogue(EFFECT, "stack-2-w16", LOOKS);
    open("stack-2-w16");
    assertThat(only(results(runs, "claims.seeds", "6")).judgement().n()).isEqualTo(6);
    assertThatThrownBy(() -> results(runs, "claims.seeds", "7"))
        .hasMessageContaining("declares looks at [4, 6, 8]");
  }

  @Test
  void a_beaten_arm_of_an_ordering_is_run_no_further() throws IOException {
    catalogue(ORDERING, "stack-2-w16", LOOKS);
    sure("stack-2-w16");
    errors.put("stack-2-w16 first@100%", new double[] {20.5, 21, 22.4, 20, 23, 24, 22.1, 23});
    CaseResult result = only(results(runs));
    assertThat(runs.seeds("stack-2-w16", "none")).hasSize(4);
    assertThat(runs.seeds("stack-2-w16", "first@100%")).hasSize(8);
    assertThat(result.judgement().verdict()).isEqualTo(Verdict.REPRODUCED);
    assertThat(result.runs().byArm().get("none")).hasSize(4);
  }

  @Test
  void a_case_without_prospects_is_left_open_where_the_record_says_so() throws IOException {
    catalogue(EFFECT, "stack-2-w16", LOOKS + ", futility: 0.2");
    errors.put("stack-2-w16 none", new double[] {30, 31, 32, 30, 31, 32, 30, 31});
    errors.put("stack-2-w16 last@100%", new double[] {31, 30, 33, 29, 30, 32, 30, 31});
    CaseResult result = only(results(runs));
    assertThat(result.judgement().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(result.judgement().n()).isEqualTo(4);
    assertThat(result.judgement().reason()).contains("no further seeds are run");
  }

  @Test
  void a_store_gives_the_same_verdicts_whatever_more_it_holds() throws IOException {
    catalogue(EFFECT, "stack-2-w16, stack-3-w16", LOOKS);
    sure("stack-2-w16");
    open("stack-3-w16");
    SuiteSettings settings = settings();
    SuitePlan plan = SuitePlan.of(Catalogues.all(settings.catalogues()), settings);
    ClaimSuite all = new ClaimSuite(settings, plan, runs);
    List<RunSpec> specs = plan.cases().stream().flatMap(c -> all.specs(c).stream()).toList();
    List<RunRecord> records = specs.stream().map(runs::record).toList();
    assertThat(results(new StoredRuns(records)).values())
        .extracting(r -> r.judgement().n())
        .containsExactly(4, 8);
    List<RunRecord> stopped = records.stream().filter(r -> r.spec().seed() <= 7).toList();
    assertThat(results(new StoredRuns(stopped)).values())
        .as("a look of which runs are missing is not taken")
        .extracting(r -> r.judgement().n())
        .containsExactly(4, 6);
  }

  @Test
  void a_laboratory_runs_the_seeds_of_each_look_and_the_ledger_has_every_look() throws IOException {
    catalogue(EFFECT, "stack-2-w16", "looks: [2, 3, 4], spending: pocock");
    for (int time = 0; time < 2; time++) {
      try (LaboratorySuite laboratory = LaboratorySuite.open(settings(), Progress.silent())) {
        ClaimSuite suite = laboratory.suite();
        CaseResult result = suite.run(suite.plan().cases().get(0));
        laboratory.finish();
        assertThat(result.judgement().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.judgement().n()).isEqualTo(4);
      }
      LedgerFile ledger = LedgerFile.read(folder.resolve("results").resolve(LedgerFile.NAME));
      assertThat(ledger.records()).hasSize(8);
      assertThat(ledger.verdicts()).extracting(v -> v.n()).containsOnly(2, 3, 4);
    }
  }
}
