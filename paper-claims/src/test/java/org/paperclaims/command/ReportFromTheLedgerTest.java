package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import org.paperclaims.harness.run.Numbers;
import org.paperclaims.harness.store.LedgerFile;
import org.paperclaims.harness.suite.LaboratorySuite;
import org.paperclaims.harness.suite.SuiteSettings;
import org.paperclaims.reports.ReportWriter;

/** One small suite is run; everything after that comes from what it recorded. */
class ReportFromTheLedgerTest {
  private static final String CLAIM = "blocked-negatives-make-features-alike";

  @TempDir private static Path folder = Path.of("");

  private static List<LastVerdict> beforeTheEnd = List.of();

  @BeforeAll
  static void a_suite_is_run() {
    Map<String, String> set =
        Map.of(
            "claims.include",
            CLAIM,
            "claims.engine",
            "dl4j",
            "claims.seeds",
            "2",
            "claims.results",
            folder.resolve("results").toString(),
            "claims.report",
            folder.resolve("suite").toString());
    SuiteSettings settings = SuiteSettings.from(name -> Optional.ofNullable(set.get(name)));
    try (LaboratorySuite suite = LaboratorySuite.open(settings, Progress.silent())) {
      suite.suite().plan().cases().forEach(suite.suite()::run);
      beforeTheEnd = LastVerdict.of(LedgerFile.of(settings.results(), problem -> {}));
      new ReportWriter().finished(settings, suite.finish());
    }
  }

  private static Claims report(Path results, Path into, String... more) {
    return Claims.call(
        Stream.concat(
                Stream.of(
                    "report",
                    "--include",
                    CLAIM,
                    "--seeds",
                    "2",
                    "--results",
                    results.toString(),
                    "--report-dir",
                    into.toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private static Path ledgerAlone(String name) throws IOException {
    Path alone = Files.createDirectories(folder.resolve(name));
    Files.copy(folder.resolve("results/ledger.csv"), alone.resolve("ledger.csv"));
    return alone;
  }

  @Test
  void the_store_gives_the_suites_own_verdicts_byte_for_byte() {
    report(folder.resolve("results"), folder.resolve("from-store"));
    assertThat(folder.resolve("from-store/claims.json"))
        .hasSameBinaryContentAs(folder.resolve("suite/claims.json"));
  }

  @Test
  void a_verdict_is_on_record_once_even_if_the_suite_never_ends() {
    assertThat(beforeTheEnd).extracting(LastVerdict::claim).containsExactly(CLAIM);
    assertThat(folder.resolve("results/ledger.csv"))
        .content()
        .containsOnlyOnce("\nverdict,")
        .contains("INCONCLUSIVE");
  }

  @Test
  void a_report_is_of_as_many_seeds_as_were_judged_and_of_no_other() throws IOException {
    String results = folder.resolve("results").toString();
    String into = folder.resolve("as-judged").toString();
    Claims same =
        Claims.call("report", "--include", CLAIM, "--results", results, "--report-dir", into);
    assertThat(same.out()).as("the record declares more").contains("INCONCLUSIVE");
    JsonNode report = new ObjectMapper().readTree(Path.of(into, "claims.json").toFile());
    assertThat(report.at("/claims/0/cases/0/n").asInt()).isEqualTo(2);
    assertThat(Path.of(into, "claims", CLAIM + ".html"))
        .content()
        .contains("For each of 2 seeds", "The record declares 5; claims.seeds asked for another");
    Claims fewer = Claims.call("report", "--include", CLAIM, "--results", results, "--seeds", "1");
    assertThat(fewer.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(fewer.err())
        .contains("was judged on [2] seeds before, and would now be on 1", "after looking");
  }

  @Test
  void the_ledger_alone_gives_the_whole_site_byte_for_byte() throws IOException {
    Path alone = ledgerAlone("alone");
    report(alone, folder.resolve("from-ledger"));
    List<String> differing = new ArrayList<>();
    try (var files = Files.walk(folder.resolve("suite"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path other =
            folder.resolve("from-ledger").resolve(folder.resolve("suite").relativize(file));
        if (!Files.exists(other) || Files.mismatch(file, other) >= 0) {
          differing.add(file.toString());
        }
      }
    }
    assertThat(differing).isEmpty();
    assertThat(folder.resolve("from-ledger/index.html")).exists();
    assertThat(alone.toFile().list()).containsExactly("ledger.csv");
  }

  @Test
  void another_folder_is_refused_where_it_has_no_results() {
    for (String option : List.of("--beside", "--edition")) {
      for (String name : List.of("suite", "nowhere")) {
        Claims call =
            report(
                folder.resolve("results"),
                folder.resolve("refused"),
                option,
                folder.resolve(name).toString());
        assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
        assertThat(call.err())
            .contains(option + " names ", name, "no ledger.csv; name a folder of results");
      }
    }
    assertThat(folder.resolve("refused")).doesNotExist();
  }

  @Test
  void a_damaged_row_of_a_folder_beside_is_told() throws IOException {
    Path damaged = ledgerAlone("damaged");
    Path ledger = damaged.resolve("ledger.csv");
    String rows = Files.readString(ledger);
    Files.writeString(ledger, rows.replaceFirst("\nverdict,", "\nVerdict,"));
    Claims call =
        report(
            folder.resolve("results"),
            folder.resolve("with-damaged"),
            "--beside",
            damaged.toString());
    assertThat(call.code()).isZero();
    assertThat(call.err()).contains(ledger.toString(), "left out");
  }

  @Test
  void verdicts_of_runs_that_other_copies_trained_are_added_to_the_ledger() throws IOException {
    Path trained = ledgerAlone("trained");
    Path ledger = trained.resolve("ledger.csv");
    List<String> rows = Files.readAllLines(ledger);
    List<String> runs = rows.stream().filter(row -> !row.startsWith("verdict,")).toList();
    Files.writeString(ledger, String.join("\n", runs) + "\n");
    assertThat(runs).hasSizeLessThan(rows.size());
    assertThat(LastVerdict.of(LedgerFile.of(trained, problem -> {}))).isEmpty();
    report(trained, folder.resolve("not-recorded"));
    assertThat(Files.readAllLines(ledger)).as("a report only reads").isEqualTo(runs);

    Claims call = report(trained, folder.resolve("recorded"), "--record");
    assertThat(call.err()).contains("1 verdict was added to the ledger");
    assertThat(LastVerdict.of(LedgerFile.of(trained, problem -> {}))).isEqualTo(beforeTheEnd);
    assertThat(report(trained, folder.resolve("recorded-again")).code()).isZero();
  }

  @Test
  void no_verdict_is_added_of_a_case_whose_runs_are_not_all_there() throws IOException {
    Path part = ledgerAlone("part");
    Path ledger = part.resolve("ledger.csv");
    List<String> rows =
        Files.readAllLines(ledger).stream().filter(row -> !row.startsWith("verdict,")).toList();
    List<String> fewer = rows.subList(0, rows.size() - 1);
    Files.writeString(ledger, String.join("\n", fewer) + "\n");
    Claims call = report(part, folder.resolve("of-a-part"), "--record");
    assertThat(call.err())
        .contains("no verdict is recorded, as runs of it are missing", "0 verdicts were added");
    assertThat(Files.readAllLines(ledger)).isEqualTo(fewer);
  }

  @Test
  void a_script_is_told_what_a_person_is_told() throws IOException {
    Path into = folder.resolve("for-both");
    Claims person = report(folder.resolve("results"), into);
    Claims script = report(folder.resolve("results"), into, "--json");
    assertThat(script.code()).isEqualTo(person.code()).isZero();
    assertThat(script.err()).isEmpty();
    JsonNode found = script.json();
    JsonNode one = found.path("cases").path(0);
    assertThat(person.out().lines().toList())
        .contains(
            "1 " + one.path("verdict").asText(), "report: " + found.at("/report/page").asText())
        .contains(CLAIM)
        .anyMatch(
            line ->
                line.strip().startsWith(one.path("verdict").asText())
                    && line.endsWith(one.path("case").asText() + ", dl4j")
                    && line.contains(
                        Numbers.signed(
                            one.path("estimate").asDouble(),
                            Numbers.sharedDecimals(
                                one.path("estimate").asDouble(),
                                one.path("low").asDouble(),
                                one.path("high").asDouble()))));
    assertThat(found.path("cases")).hasSize(1);
    assertThat(found.at("/counts/" + one.path("verdict").asText()).asInt()).isEqualTo(1);
    assertThat(found.path("report"))
        .allSatisfy(file -> assertThat(Path.of(file.asText())).isNotEmptyFile());
  }

  @Test
  void a_report_that_cannot_be_made_leaves_nothing_on_stdout() throws IOException {
    Path taken = Files.writeString(folder.resolve("taken"), "");
    for (Claims call :
        List.of(
            report(folder.resolve("nowhere"), folder.resolve("never"), "--json"),
            report(folder.resolve("results"), taken, "--json"))) {
      assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
      assertThat(call.out()).isEmpty();
      assertThat(call.err().lines()).hasSize(1);
    }
  }

  @Test
  void an_altered_row_is_left_out_and_said_aloud() throws IOException {
    Path alone = ledgerAlone("altered");
    Path ledger = alone.resolve("ledger.csv");
    List<String> lines = new ArrayList<>(Files.readAllLines(ledger));
    lines.set(1, lines.get(1).replaceFirst("0\\.", "1."));
    Files.write(ledger, lines);
    Claims call = report(alone, folder.resolve("from-altered"));
    assertThat(call.code()).isEqualTo(ClaimsCommand.NOTHING_ATTEMPTED);
    assertThat(call.err()).contains("1 of 5 rows does not verify and is left out");
    assertThat(call.out()).contains("NOT_ATTEMPTED");
  }

  @Test
  void a_run_can_be_repeated_from_the_ledger_to_the_same_bits() throws IOException {
    Path alone = ledgerAlone("doubted");
    String row = Files.readAllLines(alone.resolve("ledger.csv")).get(1);
    String fingerprint = row.split(",", 3)[1];
    Path into = folder.resolve("again");
    Claims call =
        Claims.call(
            "repeat",
            fingerprint.substring(0, 12),
            "--results",
            alone.toString(),
            "--into",
            into.toString());
    assertThat(call.err()).isEmpty();
    assertThat(call.out()).contains("every number is the same, bit for bit");
    assertThat(call.code()).isZero();
    Claims twice =
        Claims.call(
            "repeat", fingerprint, "--results", alone.toString(), "--into", into.toString());
    assertThat(twice.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(twice.err()).contains("has this run already");
    Claims unknown = Claims.call("repeat", "ffff", "--results", alone.toString());
    assertThat(unknown.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(unknown.err()).contains("of 4 recorded runs none has");
  }

  @Test
  void a_run_can_be_repeated_again_and_again_without_naming_a_folder() throws IOException {
    Path alone = ledgerAlone("doubted-often");
    String fingerprint = Files.readAllLines(alone.resolve("ledger.csv")).get(1).split(",", 3)[1];
    Path report = folder.resolve("often/report");
    System.setProperty("claims.report", report.toString());
    try {
      for (String name : List.of("repeated", "repeated-2", "repeated-3")) {
        Claims call = Claims.call("repeat", fingerprint, "--results", alone.toString());
        assertThat(call.code()).as(call.err()).isZero();
        Path into = report.resolveSibling(name);
        assertThat(call.out()).contains("the repeated run is in " + into);
        assertThat(into.resolve("runs").resolve(fingerprint)).isDirectory();
      }
    } finally {
      System.clearProperty("claims.report");
    }
  }

  @Test
  void parts_of_a_folder_are_compared_by_engine_and_commit() throws IOException {
    String results = ledgerAlone("compared").toString();
    Claims same = Claims.call("compare", results + "@dl4j", results);
    assertThat(same.err()).isEmpty();
    assertThat(same.code()).isZero();
    assertThat(same.out()).contains("nothing changed").contains("metrics identical");
    Claims nobody = Claims.call("compare", results + "@dl4j", results + "@torch");
    assertThat(nobody.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(nobody.err()).contains("has no run of 'torch'; its engines are [dl4j]");
  }
}
