package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paperclaims.harness.catalogue.CatalogueSchema;
import org.paperclaims.harness.results.Results;

/** The commands of somebody who writes a catalogue: init, check and runs. */
class AuthorCommandsTest {
  private static final String EVIDENCE = Path.of("..", "docs", "evidence", "h200").toString();
  private static final String TITLE = "--title=A title: it's one";

  @TempDir private Path folder = Path.of("");

  private Claims init(String name, String... options) {
    String[] words = new String[options.length + 2];
    words[0] = "init";
    words[1] = folder.resolve(name).toString();
    System.arraycopy(options, 0, words, 2, options.length);
    return Claims.call(words);
  }

  private Claims check(String... options) {
    List<String> words = new java.util.ArrayList<>(List.of("check"));
    for (String option : options) {
      words.add(option.endsWith(".yaml") ? folder.resolve(option).toString() : option);
    }
    return Claims.call(words.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                 | A title: it's one",
        "--arxiv=1709.07634                 | A title: it's one, arXiv 1709.07634",
        "--author=A. Author,B. Other --year=2014 | Author and Other 2014",
        "--author=A. Author --arxiv=1709.07634   | Author 2017, arXiv 1709.07634",
      })
  void what_init_writes_has_no_mistake_and_names_the_paper(String options, String paper)
      throws IOException {
    String[] words = (TITLE + " " + options).split(" (?=--)| $");
    Claims made = init("My dropout.yaml", words);
    assertThat(made.code()).as(made.err()).isZero();
    assertThat(made.out()).contains("has the claim my-dropout-first-claim");
    Claims checked = check("My dropout.yaml");
    assertThat(checked.code()).as(checked.err()).isZero();
    assertThat(checked.out())
        .contains(": 1 claim of " + paper)
        .contains(
            "smoke    resnet-8-w8, shapes10: 10 runs of 2 arms, 5 seeds; shows an effect of 1.36");
    assertThat(folder.resolve(CatalogueSchema.NAME)).hasContent(CatalogueSchema.text());
    assertThat(folder.resolve("My dropout.yaml"))
        .content()
        .startsWith("# yaml-language-server: $schema=" + CatalogueSchema.NAME + "\n");
  }

  @Test
  void a_file_that_is_there_is_never_written_over() throws IOException {
    Path mine = Files.writeString(folder.resolve("mine.yaml"), "mine");
    Path schema = Files.writeString(folder.resolve(CatalogueSchema.NAME), "mine too");
    assertThat(init("mine.yaml", TITLE).err()).contains("is there already");
    assertThat(init("other.yaml", TITLE).out()).contains("is left as it is");
    assertThat(mine).hasContent("mine");
    assertThat(schema).hasContent("mine too");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.yaml |                          | a catalogue names its paper; say --title",
        "a.txt  | --title=T                | choose one that ends in .yaml",
        "a.yaml | --title=T --arxiv=17     | the paper's 'arxiv': found '17'",
        "a.yaml | --title=T --author=A --year=17 | the paper's 'year': found '17'",
        "a.yaml | --title=T --author=A     | the paper's 'year': found nothing",
      })
  void a_paper_that_cannot_be_named_leaves_no_file(String name, String options, String why) {
    Claims call = init(name, options == null ? new String[0] : options.split(" "));
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.err()).contains(why);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void every_mistake_is_told_with_its_line_and_the_exit_code_of_wrong_input() throws IOException {
    init("wrong.yaml", TITLE);
    Path file = folder.resolve("wrong.yaml");
    Files.writeString(
        file,
        Files.readString(file)
            .replace("test: paired-t", "test: pared-t")
            .replace("statement: ", "statment: "));
    Claims call = check("wrong.yaml");
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.out()).isEmpty();
    assertThat(call.err())
        .containsPattern("wrong.yaml:\\d+:\\d+: field 'statement': found nothing in a claim")
        .containsPattern("wrong.yaml:\\d+:\\d+: field 'test': .* did you mean 'paired-t'\\?")
        .contains("has 2 mistakes");
    Claims json = check("wrong.yaml", "--json");
    assertThat(json.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(json.json().path("wrong").asBoolean()).isTrue();
    assertThat(json.json().at("/files/0/mistakes").size()).isEqualTo(2);
  }

  @Test
  void an_id_that_another_catalogue_has_is_a_mistake() throws IOException {
    init("one.yaml", TITLE);
    Files.copy(folder.resolve("one.yaml"), folder.resolve("two.yaml"));
    assertThat(check("one.yaml", "two.yaml").err())
        .contains("found 'one-first-claim', which one.yaml:")
        .contains("has 1 mistake;");
    Files.writeString(
        folder.resolve("one.yaml"),
        Files.readString(folder.resolve("one.yaml"))
            .replace("one-first-claim", "last-relu-lowers-error"));
    assertThat(check("one.yaml").err()).contains("which eraserelu.yaml:");
  }

  @Test
  void a_catalogue_of_every_form_says_what_it_would_run() {
    Claims call =
        Claims.call("check", "../samples/forms.yaml", "../samples/given-models.yaml", "--json");
    assertThat(call.code()).as(call.err()).isZero();
    JsonNode forms = call.json().at("/files/0");
    JsonNode plan =
        Claims.call("plan", "--catalogue", "../samples/forms.yaml", "--include", "form-*", "--json")
            .json();
    assertThat(forms.at("/runs/smoke")).isEqualTo(plan.path("runs"));
    assertThat(forms.findValues("effect_at_80_percent"))
        .extracting(JsonNode::asDouble)
        .containsAll(
            plan.path("power").findValues("effect_at_80_percent").stream()
                .map(JsonNode::asDouble)
                .toList());
    assertThat(call.json().at("/files/1/runs/full").asInt()).isPositive();
  }

  @Test
  void recorded_runs_are_listed_and_written_as_tables() throws IOException {
    Results evidence = Results.open(Path.of(EVIDENCE));
    Claims all = Claims.call("runs", "--results", EVIDENCE);
    assertThat(all.out()).endsWith("60 runs\n").hasLineCount(61);
    assertThat(Claims.call("runs", "--results", EVIDENCE, "--json").json().path("runs").size())
        .isEqualTo(evidence.runs().rowCount());
    assertThat(Claims.call("runs", "--results", EVIDENCE, "--csv").out())
        .startsWith(String.join(",", evidence.runs().columnNames()));
    String to = folder.resolve("tables").toString();
    assertThat(Claims.call("runs", "--results", EVIDENCE, "--to", to).code()).isZero();
    for (String name : List.of("runs", "epochs", "verdicts", "arms")) {
      assertThat(Files.readAllLines(folder.resolve("tables/" + name + ".csv")))
          .hasSizeGreaterThan(4);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--claim blocked-negatives-weaken-gradients               | 20 runs",
        "--claim blocked-negatives-weaken-gradients --arm control | 10 runs",
        "--outcome diverged                                       | 0 runs",
        "--claim human-5-1                                        | 0 runs",
      })
  void runs_are_chosen_by_claim_arm_and_outcome(String options, String count) {
    Claims call = Claims.call(("runs --results " + EVIDENCE + " " + options).split(" "));
    assertThat(call.out().lines().toList()).last().isEqualTo(count);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "runs --claim last-relu-lower-error     | did you mean last-relu-lowers-error? `claims list`",
        "runs --claim blocked-negatives-weaken-gradients --arm none | the arms are control, treatment",
        "runs --arm control                     | name the claim with --claim",
        "runs --outcome failed                  | allowed completed, diverged",
        "show location-matters                  | did you mean location-matters-in-plain-modules or location-matters-in-residual-modules?",
        "list --include last-relu-lower-error   | did you mean last-relu-lowers-error?",
      })
  void a_name_that_is_nearly_right_is_asked_for(String line, String why) {
    String words = line.startsWith("runs") ? line + " --results " + EVIDENCE : line;
    Claims call = Claims.call(words.split(" "));
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.err()).contains(why);
  }
}
