package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paperclaims.Python;
import org.paperclaims.harness.results.Results;
import org.paperclaims.harness.run.RunRecord;

/**
 * PyTorch's own writer of event files, and TensorBoard's own reader. Says aloud where no Python
 * with both is at hand.
 */
class SummaryWriterTest {
  private static final String MODULES = "torch.utils.tensorboard";

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void needsPython() {
    assumeTrue(Python.has(MODULES), Python.without(MODULES));
  }

  private List<RunRecord> records() {
    return Results.open(folder.resolve("results")).records();
  }

  @Test
  void files_of_pytorchs_own_writer_come_in_with_their_numbers() {
    Path written = folder.resolve("runs");
    assertThat(Python.run("src/test/python/summary_writer.py", written.toString())).isPresent();
    Claims call =
        Claims.call(
            "import", written.toString(), "--results", folder.resolve("results").toString());
    assertThat(call.err()).isEmpty();
    assertThat(records()).hasSize(6);
    for (RunRecord run : records()) {
      double base = run.spec().imported().name().equals("plain") ? 7 : 6;
      assertThat(run.epochs()).hasSize(5);
      run.epochs()
          .forEach(
              e ->
                  assertThat(e.testError())
                      .isCloseTo(base + run.spec().seed() / 8.0 + 20.0 / e.epoch(), within(1e-5)));
    }
  }

  @Test
  void tensorboards_own_reader_finds_the_numbers_of_runs_made_here() throws IOException {
    Path board = folder.resolve("board");
    Claims.call(
        Stream.of(
                "run --catalogue",
                TrackersTest.claim(folder),
                "--include small-networks-learn --results",
                folder.resolve("results"),
                "--report-dir",
                folder.resolve("report"),
                "--tensorboard",
                board)
            .flatMap(word -> Stream.of(word.toString().split(" ")))
            .toArray(String[]::new));
    String read =
        Python.run("src/test/python/read_events.py", board.toString(), "test_error").orElseThrow();
    List<Double> told =
        records().stream()
            .sorted(Comparator.comparing(r -> r.spec().seed()))
            .flatMap(r -> r.epochs().stream().map(e -> e.testError()))
            .toList();
    assertThat(told).hasSize(4);
    assertThat(read.lines().map(line -> Double.valueOf(line.split(" ")[2])).toList())
        .isEqualTo(told);
  }
}
