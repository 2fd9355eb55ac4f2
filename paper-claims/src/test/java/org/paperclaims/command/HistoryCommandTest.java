package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryCommandTest {
  @TempDir private Path folder = Path.of("");
  private MadeUpResults results;

  @BeforeEach
  void a_ledger() throws IOException {
    results = new MadeUpResults(folder.resolve("results"));
  }

  private Claims history(String... name) {
    String[] arguments = new String[name.length + 3];
    arguments[0] = "history";
    arguments[1] = "--results";
    arguments[2] = results.toString();
    System.arraycopy(name, 0, arguments, 3, name.length);
    return Claims.call(arguments);
  }

  @Test
  void a_judgement_that_is_made_again_is_one_line_and_too_few_are_said_to_be_too_few() {
    results.verdict("a-claim", "4b298f7", 1).verdict("a-claim", "4b298f7", 1);
    results.verdict("a-claim", "5c398f8", -2);
    Claims call = history("a-claim");
    assertThat(call.err()).isEmpty();
    assertThat(call.code()).isZero();
    assertThat(call.out())
        .contains("a-claim [a case, dl4j, smoke]")
        .containsPattern("4b298f7 .*REPRODUCED .*2 times")
        .containsPattern("5c398f8 .*REFUTED ")
        .contains("steps: not enough data, 2 of the 12 numbers that it takes");
  }

  @Test
  void a_step_is_found_where_the_level_moved() throws IOException {
    for (int i = 0; i < 16; i++) {
      results.verdict("a-claim", "commit" + i, (i < 8 ? 1 : 5) + 0.01 * i);
    }
    JsonNode found = new ObjectMapper().readTree(history("a-claim", "--json").out());
    JsonNode claim = found.path("verdicts").get(0);
    assertThat(claim.path("enough_data").asBoolean()).isTrue();
    assertThat(claim.path("entries").size()).isEqualTo(16);
    assertThat(claim.path("steps").size()).isEqualTo(1);
    assertThat(claim.path("steps").get(0).path("at").asInt()).isEqualTo(8);
  }

  @Test
  void a_metric_is_followed_over_runs_and_results_folders() throws IOException {
    results.run(1, 20, 3);
    MadeUpResults earlier = new MadeUpResults(folder.resolve("earlier")).run(2, 25, 3);
    Claims call = history("test_error", "--with", earlier.toString());
    assertThat(call.out())
        .contains("test_error of resnet-20-w8, last@100%")
        .containsPattern("seed 1 +20\\.00")
        .containsPattern("seed 2 +25\\.00");
  }

  @Test
  void runs_of_two_recipes_are_two_experiments_and_no_step() throws IOException {
    for (int i = 0; i < 8; i++) {
      results.at(0.03, i, 20 + 0.01 * i);
    }
    for (int i = 0; i < 8; i++) {
      results.at(0.1, i, 30 + 0.01 * i);
    }
    Claims call = history("test_error");
    assertThat(call.out())
        .contains(", 1 epoch, dl4j, learning rate 0.03\n", ", 1 epoch, dl4j, learning rate 0.1\n")
        .doesNotContain("step:");
    assertThat(new ObjectMapper().readTree(history("test_error", "--json").out()).path("metrics"))
        .hasSize(2);
  }

  @Test
  void an_unknown_name_is_refused_with_those_that_there_are() {
    results.verdict("a-claim", "4b298f7", 1).run(1, 20, 3);
    Claims call = history("no-such");
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.err())
        .contains("no claim and no metric 'no-such'; its claims are a-claim; its metrics are")
        .contains("test_error");
  }

  @Test
  void a_folder_without_a_ledger_is_refused() {
    Claims call = Claims.call("history", "--results", folder.toString());
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.err()).contains("has no ledger.csv", "with --results DIR");
    results.run(1, 20, 3);
    Claims with = history("test_error", "--with", folder.resolve("nope").toString());
    assertThat(with.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(with.err())
        .contains(folder.resolve("nope") + " has no ledger.csv", "with --with DIR");
  }
}
