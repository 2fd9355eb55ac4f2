package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.harness.run.Fingerprint;

class CompareCommandTest {
  @TempDir private Path folder = Path.of("");
  private MadeUpResults before;
  private MadeUpResults after;

  @BeforeEach
  void two_releases() throws IOException {
    before = new MadeUpResults(folder.resolve("before"));
    before.run(1, 20, 3).run(2, 21, 3).run(3, 22, 3);
    before.verdict("a-claim", "4b298f7", 1).verdict("an-old-claim", "4b298f7", 1);
    after = new MadeUpResults(folder.resolve("after"));
    after.run(1, 30.1, 3).run(2, 31, 3).run(3, 32.2, 3);
    after.verdict("a-claim", "4b298f7", -1).verdict("a-new-claim", "4b298f7", 1);
  }

  /** Write the lines that a person would read, from what a script gets. */
  private static List<String> lines(JsonNode found) {
    List<String> lines = new ArrayList<>();
    for (JsonNode v : found.path("verdicts")) {
      lines.add(
          "verdict  %s: %s -> %s"
              .formatted(
                  v.path("case").asText(), v.path("first").asText(), v.path("second").asText()));
    }
    found.path("only_first").forEach(c -> lines.add("only A   " + c.asText()));
    found.path("only_second").forEach(c -> lines.add("only B   " + c.asText()));
    for (JsonNode m : found.path("metrics")) {
      if (m.path("change").asText().equals("CHANGED")) {
        lines.add(
            String.format(
                Locale.ROOT,
                "changed  %s of %s: %+.4g (%.3g times the spread over seeds) over %d pairs, p %s",
                m.path("metric").asText(),
                m.path("experiment").asText(),
                m.path("difference").asDouble(),
                m.path("difference_in_sds").asDouble(),
                m.path("n").asInt(),
                m.path("p").asDouble() < 0.001
                    ? "< 0.001"
                    : String.format(Locale.ROOT, "%.3f", m.path("p").asDouble())));
      }
    }
    found
        .path("counts")
        .properties()
        .forEach(
            count -> {
              if (count.getValue().asInt() > 0) {
                String kind = count.getKey().toLowerCase(Locale.ROOT).replace('_', ' ');
                String metrics = count.getValue().asInt() == 1 ? " metric " : " metrics ";
                lines.add(count.getValue() + metrics + kind);
              }
            });
    return lines;
  }

  @Test
  void a_script_is_told_what_a_person_is_told() {
    Claims person = Claims.call("compare", before.toString(), after.toString());
    Claims script = Claims.call("compare", before.toString(), after.toString(), "--json");
    assertThat(script.code()).isEqualTo(person.code()).isEqualTo(ClaimsCommand.CLAIM_FAILED);
    assertThat(script.err()).isEmpty();
    JsonNode found = script.json();
    assertThat(lines(found)).containsExactlyElementsOf(person.out().lines().toList()).hasSize(5);
    assertThat(found.path("changed").asBoolean()).isTrue();
    assertThat(found.path("first").asText()).isEqualTo(before.toString());
    JsonNode metric = found.path("metrics").path(0);
    assertThat(metric.path("paired").asBoolean()).isTrue();
    assertThat(10.1).isBetween(metric.path("low").asDouble(), metric.path("high").asDouble());
  }

  @Test
  void a_folder_compared_with_itself_is_quiet() {
    Claims call = Claims.call("compare", before.toString(), before.toString(), "--json");
    assertThat(call.code()).isZero();
    assertThat(call.json().path("changed").asBoolean(true)).isFalse();
    assertThat(call.json().path("counts").path("IDENTICAL").asInt()).isEqualTo(1);
    assertThat(call.json().path("counts").path("CHANGED").asInt(-1)).isZero();
    assertThat(call.json().path("metrics").path(0).path("p").isNull()).isTrue();
  }

  @Test
  void a_side_that_lost_its_runs_and_verdicts_differs_and_both_are_named() throws IOException {
    Path lost = Files.createDirectories(folder.resolve("lost"));
    Path ledger = before.folder().resolve("ledger.csv");
    Files.write(lost.resolve("ledger.csv"), Files.readAllLines(ledger).subList(0, 1));
    String runs =
        "resnet-20-w8, last@100%, shapes10, 1 epoch: 3 in A, 0 in B, such as "
            + Fingerprint.of(MadeUpResults.spec(1)).substring(0, 12);
    Claims call = Claims.call("compare", before.toString(), lost.toString());
    assertThat(call.code()).isEqualTo(ClaimsCommand.CLAIM_FAILED);
    assertThat(call.out().lines())
        .containsExactly(
            "only A   a-claim, smoke, a case, dl4j",
            "only A   an-old-claim, smoke, a case, dl4j",
            "only A   " + runs,
            "nothing was compared: no case and no experiment is in both");
    JsonNode found = Claims.call("compare", lost.toString(), before.toString(), "--json").json();
    assertThat(found.path("changed").asBoolean()).isTrue();
    assertThat(found.at("/runs/0/first").asInt(-1)).isZero();
    assertThat(found.at("/runs/0/second").asInt()).isEqualTo(3);
    Claims neither = Claims.call("compare", lost.toString(), lost.toString());
    assertThat(neither.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(neither.err()).contains("neither", "has a run or a verdict");
  }

  @Test
  void a_run_that_one_side_alone_has_differs_in_folders_but_not_in_parts() throws IOException {
    MadeUpResults fewer = new MadeUpResults(folder.resolve("fewer"));
    fewer.run(1, 20, 3).run(2, 21, 3).verdict("a-claim", "4b298f7", 1);
    fewer.verdict("an-old-claim", "4b298f7", 1);
    Claims call = Claims.call("compare", fewer.toString(), before.toString());
    assertThat(call.code()).isEqualTo(ClaimsCommand.CLAIM_FAILED);
    assertThat(call.out())
        .contains("runs     resnet-20-w8, last@100%, shapes10, 1 epoch: 2 in A, 3 in B")
        .contains("1 metric within noise")
        .doesNotContain("nothing changed");
    Claims parts = Claims.call("compare", fewer + "@dl4j", before + "@4b298f7");
    assertThat(parts.code()).isZero();
    assertThat(parts.out()).contains("2 in A, 3 in B", "nothing changed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"BEFORE@ BEFORE", "BEFORE BEFORE@"})
  void a_part_without_a_name_is_not_the_whole(String arguments) {
    Claims call =
        Claims.call(("compare " + arguments.replace("BEFORE", before.toString())).split(" "));
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.out()).isEmpty();
    assertThat(call.err()).contains(before + "@", "an engine or the first characters of a commit");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"BEFORE nowhere", "BEFORE BEFORE@torch", "BEFORE BEFORE --alpha 2", "BEFORE"})
  void wrong_input_leaves_nothing_on_stdout(String arguments) {
    String line = "compare --json " + arguments.replace("BEFORE", before.toString());
    Claims call = Claims.call(line.split(" "));
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.out()).isEmpty();
    assertThat(call.err()).isNotBlank();
  }
}
