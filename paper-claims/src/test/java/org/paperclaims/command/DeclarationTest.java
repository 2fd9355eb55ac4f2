package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paperclaims.harness.lab.Progress;
import org.paperclaims.harness.suite.LaboratorySuite;
import org.paperclaims.harness.suite.SuiteSettings;

/** A claim is declared, run and seen; then its record is changed. */
class DeclarationTest {
  private static final String CLAIM = "features-are-alike";
  private static final String DECLARED =
      "{kind: effect, metric: feature_cosine, better: lower, alpha: 0.05, margin: 0, test: paired-t}";

  @TempDir private static Path folder = Path.of("");

  private static Claims declared = new Claims(-1, "", "");

  private static Path catalogue(String name, String criterion, String more) throws IOException {
    return Files.writeString(
        folder.resolve(name),
        """
        paper: a paper
        claims:
          - id: features-are-alike
            statement: Features are alike.
            source: {where: abstract, quote: alike, doubt: none}
            criterion: %s
            control: {erase: none}
            treatment: {erase: last@100%%}
        %s    tiers:
              smoke: {protocol: features, architecture: resnet-8-w4, dataset: shapes10, images: 50, pixels: 8, batch: 50, seeds: 3}
              reduced: {not_attempted: small}
              full: {not_attempted: small}
        """
            .formatted(criterion, more));
  }

  private static String results() {
    return folder.resolve("results").toString();
  }

  @BeforeAll
  static void a_claim_is_declared_and_run() throws IOException {
    Path file = catalogue("declared.yaml", DECLARED, "");
    declared = declare("protocol.json", file);
    run(file, folder.resolve("results"));
  }

  private static Claims declare(String file, Path catalogue) {
    return Claims.call(
        "declare",
        folder.resolve(file).toString(),
        "--include",
        CLAIM,
        "--catalogue",
        catalogue.toString(),
        "--results",
        results());
  }

  private static Claims report(String name, Path catalogue) {
    return Claims.call(
        "report",
        "--include",
        CLAIM,
        "--catalogue",
        catalogue.toString(),
        "--results",
        results(),
        "--report-dir",
        folder.resolve(name).toString());
  }

  private static String page(String report, String file) throws IOException {
    return Files.readString(folder.resolve(report).resolve(file));
  }

  @Test
  void a_protocol_names_what_will_be_run_and_how_it_will_be_judged() throws IOException {
    assertThat(declared.err()).isEmpty();
    assertThat(declared.out()).startsWith("1 case and 6 different runs are declared in ");
    assertThat(folder.resolve("protocol.json"))
        .content()
        .contains("\"alpha\" : \"0.05\"", "\"digest\" : \"", "\"expected\" : \"REPRODUCED\"");
    assertThat(folder.resolve("results/protocol.json"))
        .hasSameBinaryContentAs(folder.resolve("protocol.json"));
  }

  @Test
  void a_report_without_a_change_says_that_all_is_as_declared() throws IOException {
    Claims call = report("unchanged", folder.resolve("declared.yaml"));
    assertThat(call.err()).isEmpty();
    assertThat(call.out()).doesNotContain("warning");
    assertThat(page("unchanged", "claims.json")).contains("As declared before the first run");
    assertThat(page("unchanged", "board.md")).doesNotContain("Warning");
  }

  @Test
  void a_larger_alpha_after_the_verdict_is_said_wherever_the_verdict_is() throws IOException {
    Path changed = catalogue("alpha.yaml", DECLARED.replace("0.05", "0.25"), "");
    Claims call = report("alpha", changed);
    String said = "alpha was 0.05 and is 0.25";
    assertThat(call.out()).contains("was changed after a verdict was seen").contains(said);
    assertThat(page("alpha", "board.md")).contains("**Warning**").contains(said);
    assertThat(page("alpha", "summary.md")).contains("**warning**").contains(said);
    assertThat(page("alpha", "claims.json"))
        .contains("Not as declared before the first run: " + said);
  }

  @Test
  void a_deviation_that_is_expected_after_the_verdict_is_said() throws IOException {
    Path changed =
        catalogue(
            "deviation.yaml", DECLARED, "    known_deviation: {verdict: REFUTED, why: as seen}\n");
    assertThat(report("deviation", changed).out())
        .contains("expected verdict was REPRODUCED and is REFUTED");
  }

  @Test
  void another_way_to_share_alpha_is_said() throws IOException {
    Path changed = catalogue("shared.yaml", DECLARED, "    correction: holm\n");
    assertThat(report("shared", changed).out()).contains("correction was none and is holm");
  }

  @Test
  void another_test_and_a_margin_are_said() throws IOException {
    Path changed =
        catalogue(
            "test.yaml",
            DECLARED.replace("paired-t", "sign-flip").replace("margin: 0", "margin: 0.5"),
            "");
    assertThat(report("test", changed).out())
        .contains("margin was 0 and is 0.5; test was paired-t and is sign-flip");
  }

  @Test
  void arms_that_changed_places_after_the_verdict_are_said() throws IOException {
    Path changed = catalogue("turned.yaml", DECLARED, "");
    Files.writeString(
        changed,
        Files.readString(changed)
            .replace("control: {erase: none}", "control: {erase: last@100%}")
            .replace("treatment: {erase: last@100%}", "treatment: {erase: none}"));
    Claims call = report("turned", changed);
    assertThat(call.out())
        .contains("was changed after a verdict was seen")
        .contains("arm control was control, feature_cosine, runs ")
        .contains("arm treatment was treatment, feature_cosine, runs ");
    assertThat(page("turned", "claims.json"))
        .contains("Not as declared before the first run: arm control was");
  }

  /** Call a command for the declared suite, with another results folder. */
  private static Claims ofTheSuite(Path results, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--include", CLAIM, "--results", results.toString()));
    all.addAll(List.of("--catalogue", folder.resolve("declared.yaml").toString()));
    return Claims.call(all.toArray(String[]::new));
  }

  @Test
  void runs_that_are_there_cannot_be_declared_ahead(@TempDir Path other) throws IOException {
    assertThat(ofTheSuite(other, "train", "--engine", "dl4j").code()).isZero();
    Claims call = ofTheSuite(other, "declare", folder.resolve("late.json").toString());
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.err()).contains("has 6 of the 6 runs already");
    assertThat(folder.resolve("late.json")).doesNotExist();
  }

  @Test
  void a_look_at_other_seeds_leaves_a_trace_or_is_refused(@TempDir Path other) throws IOException {
    assertThat(ofTheSuite(other, "train", "--engine", "dl4j").code()).isZero();
    String[] look = {"report", "--seeds", "2", "--report-dir", folder.resolve("look").toString()};
    Claims refused = ofTheSuite(other, look);
    assertThat(refused.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(refused.err())
        .contains("declares 3 seeds, and it was never judged on 2", "--record");
    String[] recorded =
        Stream.concat(Stream.of(look), Stream.of("--record")).toArray(String[]::new);
    assertThat(ofTheSuite(other, recorded).err()).contains("1 verdict was added");
  }

  @Test
  void what_was_seen_cannot_be_declared_ahead() throws IOException {
    Claims call = declare("again.json", folder.resolve("declared.yaml"));
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.err()).contains("can no longer be declared ahead");
    assertThat(folder.resolve("again.json")).doesNotExist();
  }

  private static void run(Path catalogue, Path into) {
    Map<String, String> set =
        Map.of(
            "claims.include",
            CLAIM,
            "claims.engine",
            "dl4j",
            "claims.catalogues",
            catalogue.toString(),
            "claims.results",
            into.toString());
    SuiteSettings settings = SuiteSettings.from(name -> Optional.ofNullable(set.get(name)));
    try (LaboratorySuite suite = LaboratorySuite.open(settings, Progress.silent())) {
      suite.suite().plan().cases().forEach(suite.suite()::run);
      suite.finish();
    }
  }

  @Test
  void two_folders_with_other_declarations_differ_and_one_does_not_from_itself(@TempDir Path other)
      throws IOException {
    run(catalogue("other.yaml", DECLARED.replace("0.05", "0.01"), ""), other);
    Claims call = Claims.call("compare", results(), other.toString());
    assertThat(call.code()).isEqualTo(ClaimsCommand.CLAIM_FAILED);
    assertThat(call.out()).contains("declared ").contains("alpha was 0.05 and is 0.01");

    run(catalogue("changed.yaml", DECLARED.replace("0.05", "0.02"), ""), other);
    Claims itself = Claims.call("compare", other.toString(), other.toString());
    assertThat(itself.out()).as("aloud").contains("alpha was 0.01 and is 0.02");
    assertThat(itself.code()).isZero();
  }
}
