package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.run.SpecJson;

class PlanCommandTest {
  @TempDir private Path folder = Path.of("");

  private Claims plan(String... more) {
    return Claims.call(
        Stream.concat(
                Stream.of(
                    "plan",
                    "--results",
                    folder.resolve("results").toString(),
                    "--datasets",
                    folder.resolve("nowhere").toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  /** Write the lines that a person would read, from what a script gets. */
  private static List<String> lines(JsonNode found) {
    List<String> lines = new ArrayList<>();
    for (JsonNode c : found.path("cases")) {
      lines.add(
          "%5d %8d %6d  %s [%s, %s]"
              .formatted(
                  c.path("runs").asInt(),
                  c.path("recorded").asInt(),
                  c.path("shared").asInt(),
                  c.path("claim").asText(),
                  c.path("case").asText(),
                  c.path("engine").asText()));
    }
    for (JsonNode not : found.path("not_attempted")) {
      lines.add(
          "%22s  %s: %s"
              .formatted("not attempted", not.path("claim").asText(), not.path("reason").asText()));
    }
    lines.add(
        "%d different runs, %d to do, time unknown until a run of this engine is recorded"
            .formatted(found.path("runs").asInt(), found.path("to_do").asInt()));
    found.path("data_missing").forEach(m -> lines.add("data missing or damaged: " + m.asText()));
    for (JsonNode row : found.path("power")) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%5d %8.4f %10.2f %8.2f %6d",
              row.path("seeds").asInt(),
              row.path("alpha").asDouble(),
              row.path("effect_at_50_percent").asDouble(),
              row.path("effect_at_80_percent").asDouble(),
              row.path("cases").asInt()));
    }
    for (JsonNode row : found.path("levels")) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%5d %8s %8.3f %8.3f  %s [%s, %s]",
              row.path("seeds").asInt(),
              row.path("margin").asText(),
              row.path("widest_sd").asDouble(),
              row.path("widest_sd_without_end").asDouble(),
              row.path("claim").asText(),
              row.path("case").asText(),
              row.path("engine").asText()));
    }
    return lines;
  }

  @ParameterizedTest
  @CsvSource({"smoke, dl4j", "full, torch"})
  void a_script_is_told_what_a_person_is_told(String tier, String engine) {
    Claims person = plan("--tier", tier, "--engine", engine);
    Claims script = plan("--tier", tier, "--engine", engine, "--json");
    assertThat(script.code()).isEqualTo(person.code()).isZero();
    assertThat(script.err()).isEmpty();
    JsonNode found = script.json();
    assertThat(person.out().lines().toList())
        .containsSubsequence(lines(found))
        .as("the heads of two or three tables, and an empty line between them")
        .hasSize(lines(found).size() + (found.path("levels").isEmpty() ? 5 : 9));
    assertThat(found.path("tier").asText()).isEqualTo(tier);
    assertThat(found.path("seconds").isNull()).isTrue();
    assertThat(found.path("time_unknown").asInt()).isEqualTo(found.path("to_do").asInt());
    assertThat(found.path("not_attempted").size() + found.path("data_missing").size()).isPositive();
  }

  @Test
  void a_folder_that_was_made_for_the_results_and_is_empty_still_has_no_runs() throws IOException {
    Path results = Files.createDirectories(folder.resolve("made-for-them/leases")).getParent();
    Claims call =
        Claims.call("plan", "--include", "last-relu-lowers-error", "--results", results.toString());
    assertThat(call.code()).as(call.err()).isZero();
    assertThat(call.out()).contains("10 different runs, 10 to do");
    assertThat(results.toFile().list()).as("a plan only reads").containsExactly("leases");
  }

  @Test
  void a_plan_is_made_beside_damaged_data_as_beside_none() throws IOException {
    Path data = Files.createDirectories(folder.resolve("nowhere/cifar-10-batches-bin"));
    for (String name : List.of("data_batch_%d.bin", "test_batch.bin")) {
      for (int i = 1; i <= 5; i++) {
        Files.writeString(data.resolve(name.formatted(i)), "short");
      }
    }
    Claims call = plan("--tier", "reduced", "--include", "last-relu-lowers-error");
    assertThat(call.code()).as(call.err()).isZero();
    assertThat(call.out())
        .containsOnlyOnce("data missing or damaged: ")
        .contains("data_batch_1.bin is short")
        .contains("last-relu-lowers-error [resnet-20-w8, cifar10, dl4j]");
  }

  @Test
  void a_published_number_is_told_what_spread_it_allows() {
    String[] ask = {"--tier", "full", "--include", "headline-cifar10-*"};
    Claims call = plan(ask);
    assertThat(call.out())
        .contains(
            "    5     0.25    0.107    0.152  headline-cifar10-3-56 [wrn-28-10, cifar10, dl4j]")
        .as("no case compares arms")
        .doesNotContain("Smallest effect");
    JsonNode level =
        plan(Stream.concat(Stream.of(ask), Stream.of("--json")).toArray(String[]::new))
            .json()
            .at("/levels/0");
    assertThat(level.path("claim").asText()).isEqualTo("headline-cifar10-3-56");
    assertThat(level.path("widest_sd").asDouble()).isBetween(0.1070, 0.1071);
  }

  @Test
  void a_plan_is_refused_where_the_suite_would_be() {
    // The published ledger has verdicts on 8 seeds, and nobody may choose another number now.
    String[] ask = {"--include", "last-relu-lowers-error", "--tier", "reduced", "--seeds", "7"};
    List<String> words = new ArrayList<>(List.of("plan", "--engine", "torch", "--results"));
    words.add(Path.of("..", "docs", "evidence", "cifar10").toString());
    words.addAll(List.of(ask));
    Claims call = Claims.call(words.toArray(String[]::new));
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.out()).isEmpty();
    assertThat(call.err()).contains("last-relu-lowers-error [", "seeds");
  }

  @Test
  void a_single_seed_shows_no_effect() {
    JsonNode row =
        plan("--include", "last-relu-lowers-error", "--seeds", "1", "--json")
            .json()
            .path("power")
            .path(0);
    assertThat(row.path("effect_at_50_percent").isNull()).isTrue();
    assertThat(row.path("effect_at_80_percent").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"--include no-such-claim, 2", "--tier huge, 2", "--include headline-*, 3"})
  void a_plan_that_cannot_be_made_leaves_nothing_on_stdout(String arguments, int code) {
    Claims call = plan(("--json " + arguments).split(" "));
    assertThat(call.code()).isEqualTo(code);
    assertThat(call.out()).isEmpty();
    assertThat(call.err().lines()).hasSize(1);
  }

  @Test
  void units_are_one_object_a_run_the_longest_first_and_are_trained_by_their_fingerprints()
      throws IOException {
    Path file = folder.resolve("units.jsonl");
    Claims call = plan("--include", "linear-maps-*", "--seeds", "2", "--units", file.toString());
    assertThat(call.code()).as(call.err()).isZero();
    List<String> lines = Files.readAllLines(file);
    List<String> fingerprints = new ArrayList<>();
    List<Double> memory = new ArrayList<>();
    for (String line : lines) {
      JsonNode unit = new JsonMapper().readTree(line);
      assertThat(unit.path("seconds").isNull()).isTrue();
      assertThat(unit.path("recorded").asBoolean()).isFalse();
      assertThat(Fingerprint.of(SpecJson.read(spec(line))))
          .isEqualTo(unit.path("fingerprint").asText());
      fingerprints.add(unit.path("fingerprint").asText());
      memory.add(unit.path("memory_bytes").asDouble());
    }
    assertThat(call.out()).contains(lines.size() + " different runs");
    assertThat(fingerprints).doesNotHaveDuplicates();
    assertThat(memory).allMatch(bytes -> bytes > 0);
    List<String> shards = new ArrayList<>();
    for (int shard = 1; shard <= 3; shard++) {
      plan(
          "--include",
          "linear-maps-*",
          "--seeds",
          "2",
          "--shard",
          shard + "/3",
          "--units",
          file.toString());
      shards.addAll(Files.readAllLines(file));
    }
    assertThat(shards).as("shards of runs").containsExactlyInAnyOrderElementsOf(lines);
  }

  /** Give the spec in a line as it is written there. */
  private static String spec(String line) {
    String start = "\"spec\":";
    return line.substring(line.indexOf(start) + start.length(), line.length() - 1);
  }

  @Test
  void units_go_to_a_file_of_json_lines() {
    Claims call = plan("--units", folder.resolve("units.txt").toString());
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.out()).isEmpty();
    assertThat(call.err()).contains("--units", "choose one that ends in .jsonl");
  }
}
