package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimsCommandTest {
  @TempDir private Path folder = Path.of("");

  private Path readmeExample() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    int from = readme.indexOf("```yaml\n") + "```yaml\n".length();
    return Files.writeString(
        folder.resolve("my-claims.yaml"), readme.substring(from, readme.indexOf("```", from)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          merge gs://claims/a --into b             | gs://claims/a' is a bucket; name a folder
          merge a --into gs://claims/b             | gs://claims/b' is a bucket; name a folder
          compare gs://claims/a gs://claims/b      | nothing on the class path opens gs://claims/a
          history test_error --with gs://claims/a  | nothing on the class path opens gs://claims/a
          report --beside gs://claims/a            | nothing on the class path opens gs://claims/a
          """)
  void a_bucket_is_named_wherever_results_are(String command, String message) {
    Claims call = Claims.call(command.split(" "));
    assertThat(call.code()).as(call.err()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.err()).contains(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run",
        "train",
        "plan",
        "list",
        "report",
        "runs",
        "history test_error",
        "bundle b.zip"
      })
  void a_bucket_is_refused_with_what_is_missing_where_its_module_is_not_built(String command) {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.addAll(List.of("--results", "gs://claims/erase-relu"));
    Claims call = Claims.call(words.toArray(String[]::new));
    assertThat(call.code()).as(call.err()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.err())
        .contains(
            "nothing on the class path opens gs://claims/erase-relu; results lie in a folder");
  }

  @Test
  void the_claim_that_the_readme_adds_needs_no_java() throws IOException {
    Path file = readmeExample();
    Claims call =
        Claims.call(
            "plan",
            "--catalogue",
            file.toString(),
            "--include",
            "my-first-claim",
            "--results",
            folder.resolve("results").toString());
    assertThat(call.err()).isEmpty();
    assertThat(call.code()).isZero();
    assertThat(call.out())
        .contains("my-first-claim [resnet-8-w8, shapes10, dl4j]")
        .contains("10 different runs, 10 to do")
        .as("what five pairs can show, from the table in docs/statistics.md")
        .containsPattern("5 +0\\.0500 +\\d\\.\\d\\d +1\\.36 +1");
  }

  @Test
  void a_report_says_how_to_make_it_with_all_that_decides_what_is_in_it() throws IOException {
    // Nothing is stored to load, which takes no time and still gives a report.
    Path file = readmeExample();
    String results = folder.resolve("results").toString();
    String[] options = {
      "--catalogue",
      file.toString(),
      "--include",
      "my-first-claim",
      "--seeds",
      "2",
      "--mode",
      "load"
    };
    Path report = folder.resolve("report");
    Claims call =
        Claims.call(
            Stream.concat(
                    Stream.of("run", "--results", results, "--report-dir", report.toString()),
                    Stream.of(options))
                .toArray(String[]::new));
    assertThat(call.code()).isEqualTo(ClaimsCommand.NOTHING_TO_SAY);
    assertThat(report.resolve("junit.xml")).content().contains("<error message=\"INVALID: ");
    assertThat(report.resolve("summary.md"))
        .content()
        .contains(
            "-Dclaims.include='my-first-claim' -Dclaims.seeds=2 -Dclaims.catalogues='"
                + file
                + "' -Dclaims.mode=load -Dclaims.results='"
                + results
                + "'`");
  }

  @Test
  void a_mistake_in_a_record_is_refused_with_its_place() throws IOException {
    Path file = readmeExample();
    Files.writeString(file, Files.readString(file).replace("better: lower", "better: less"));
    Claims call = Claims.call("list", "--catalogue", file.toString());
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.err())
        .containsPattern(
            "my-claims.yaml:6:\\d+: field 'better': found 'less', allowed lower, higher");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--tier huge          | --tier is 'huge'; allowed are smoke, reduced, short, full",
        "--include no-such-*  | --include has 'no-such-*', which matches no claim; `claims list` shows all",
        "--include vg/*       | --include has 'vg/*', which matches no claim; did you mean vgg/*?",
        "--include last-relu  | did you mean last-relu-lowers-error?",
        "--engine tensorflow  | no engine is called 'tensorflow'; on the class path: dl4j, torch. Choose one with --engine,",
        "--seeds none         | --seeds is 'none'; allowed is a number from 1 to 9999",
        "--shard 9/3          | --shard is '9/3'; allowed is i/n",
        "--shard 1/99 --include last-* | --shard is 1/99, but the suite has"
      })
  void a_wrong_option_gets_one_message_and_exit_code_2(String options, String message) {
    String[] arguments = ("plan --results " + folder + " " + options.strip()).split(" ");
    Claims call = Claims.call(arguments);
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.err()).contains(message).doesNotContain("claims.", "-Dclaims");
    assertThat(call.err().lines()).hasSizeLessThan(3);
  }

  @ParameterizedTest
  @CsvSource({
    "last-relu-lower-errors, last-relu-lowers-error",
    "relu-lowers, last-relu-lowers-error or prelu-lowers-error",
    "headline-cifar, headline-cifar10-3-56 or headline-cifar100-16-53",
    "Last-ReLU-lowers-error, last-relu-lowers-error"
  })
  void a_claim_that_was_meant_is_named(String asked, String meant) {
    Claims call = Claims.call("show", asked);
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.err())
        .startsWith("claims: there is no claim '%s'; did you mean %s? ".formatted(asked, meant));
  }

  @Test
  void a_claim_that_is_like_none_is_not_guessed() {
    assertThat(Claims.call("show", "transformers").err())
        .contains("there is no claim 'transformers'; `claims list` shows all")
        .doesNotContain("did you mean");
  }

  @ParameterizedTest
  @CsvSource({
    "list --report-dir x, --report-dir, run",
    "doctor --shard 1/2, --shard, plan",
    "show last-relu-lowers-error --tier=full, --tier, run",
    "repeat 3f21 --seeds 3, --seeds, train",
    "plan --strict, --strict, doctor"
  })
  void an_option_that_would_change_nothing_is_refused(String words, String option, String owner) {
    Claims call = Claims.call(words.split(" "));
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.out()).isEmpty();
    assertThat(call.err())
        .startsWith(
            "claims: `claims %s` has no %s, which would change nothing there; commands that have it: "
                .formatted(words.split(" ")[0], option))
        .contains(owner)
        .hasLineCount(1);
  }

  @Test
  void a_suite_that_attempts_nothing_is_not_green() {
    Claims call = Claims.call("plan", "--include", "headline-*", "--results", folder.toString());
    assertThat(call.code()).isEqualTo(ClaimsCommand.NOTHING_ATTEMPTED);
    assertThat(call.err()).contains("no case to run at tier smoke");
  }

  @Test
  void a_plan_needs_no_data_and_says_what_is_missing() {
    Claims call =
        Claims.call(
            "plan",
            "--tier",
            "full",
            "--include",
            "eraserelu/headline-*",
            "--datasets",
            folder.resolve("nowhere").toString(),
            "--results",
            folder.resolve("results").toString());
    assertThat(call.code()).isZero();
    assertThat(call.out())
        .contains("data missing or damaged: cifar100")
        .contains("data missing or damaged: svhn")
        .contains("25 different runs, 25 to do");
    assertThat(folder.resolve("results")).doesNotExist();
  }

  @Test
  void a_report_from_an_empty_store_says_that_nothing_was_attempted() throws IOException {
    Files.createDirectories(folder.resolve("results/runs"));
    Claims call =
        Claims.call(
            "report",
            "--include",
            "blocked-*",
            "--results",
            folder.resolve("results").toString(),
            "--report-dir",
            folder.resolve("report").toString());
    assertThat(call.code()).isEqualTo(ClaimsCommand.NOTHING_ATTEMPTED);
    assertThat(call.out()).contains("NOT_ATTEMPTED").contains("index.html");
    assertThat(folder.resolve("report/index.html")).exists();
  }

  @ParameterizedTest
  @CsvSource({"report", "'compare FOLDER'", "'repeat 0123'"})
  void a_folder_without_records_is_refused_and_left_as_it_was(String command) throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    String call = command.replace("FOLDER", empty.toString());
    call += command.startsWith("compare") ? " " + empty : " --results " + empty;
    Claims refused = Claims.call(call.split(" "));
    assertThat(refused.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(refused.err()).contains("is not a results folder").contains("ledger.csv");
    assertThat(empty).isEmptyDirectory();
  }

  @Test
  void a_glob_that_no_claim_matches_is_refused_by_the_list_too() {
    Claims call =
        Claims.call("list", "--include", "last-*,no-such-*", "--results", folder.toString());
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.out()).isEmpty();
    assertThat(call.err()).contains("'no-such-*', which matches no claim; `claims list` shows all");
  }

  @ParameterizedTest
  @CsvSource({
    "list, is no folder",
    "plan, is no folder",
    "run, is no folder",
    "report, is no folder",
    "repeat 0123, is no folder",
    "doctor, is no folder"
  })
  void a_file_is_no_results_folder(String command, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("taken"), "");
    Claims call = Claims.call((command + " --results " + file).split(" "));
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.out()).isEmpty();
    assertThat(call.err().lines().toList())
        .singleElement()
        .asString()
        .contains(file.toString(), message, "choose another");
  }

  @ParameterizedTest
  @CsvSource({"bogus --help", "bogus", "--help bogus"})
  void an_unknown_command_is_named_though_help_is_asked_for(String arguments) {
    Claims call = Claims.call(arguments.split(" "));
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.out()).isEmpty();
    assertThat(call.err()).contains("bogus");
  }

  @Test
  void every_claim_is_listed_and_can_be_shown() {
    Claims list = Claims.call("list", "--results", folder.toString());
    assertThat(list.code()).isZero();
    assertThat(list.out()).contains("last-relu-lowers-error");
    Claims show = Claims.call("show", "last-relu-lowers-error");
    assertThat(show.code()).isZero();
    assertThat(show.out()).contains("arXiv 1709.07634, abstract").contains("erase last@100%");
    Claims unknown = Claims.call("show", "no-such-claim");
    assertThat(unknown.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(unknown.err())
        .contains("there is no claim 'no-such-claim'; `claims list` shows all");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "last-relu-lowers-error               | margin 0.0, test paired-t | holm",
        "location-matters-in-residual-modules | best last, test           | holm",
        "more-modules-erased-is-better        | alpha 0.05, test          | holm",
        "headline-cifar100-16-53              | published 16.53, statistic single-run | none"
      })
  void a_claim_is_shown_with_all_that_its_verdict_depends_on(
      String claim, String criterion, String correction) {
    Claims person = Claims.call("show", claim);
    assertThat(person.out())
        .containsPattern("(?m)^  criterion  .*" + Pattern.quote(criterion))
        .containsPattern("(?m)^  correction " + correction + "$");
    JsonNode script = Claims.call("show", claim, "--json").json();
    assertThat(script.path("correction").asText()).isEqualTo(correction);
    script
        .path("criterion")
        .properties()
        .forEach(field -> assertThat(person.out()).contains(field.getValue().asText()));
    for (String pair : criterion.split(", ")) {
      String[] words = pair.split(" ");
      assertThat(script.path("criterion").path(words[0]).asText())
          .startsWith(words.length > 1 ? words[1] : "");
    }
  }
}
