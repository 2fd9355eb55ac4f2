package org.paperclaims.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.paperclaims.harness.store.LedgerFile;

/** Runs of some seconds that machines train together, and what one machine makes of them. */
final class SuiteOnMachines {
  private static final String CATALOGUE =
      """
      paper: made up
      claims:
        - id: on-machines
          statement: A made-up claim.
          source: {where: nowhere}
          criterion: {kind: effect, metric: test_error, better: lower, alpha: 0.05, margin: 0, test: paired-t}
          control: {}
          treatment: {erase: last@100%}
          tiers:
            smoke: {architecture: resnet-8-w8, dataset: shapes10, pixels: 8, images: 1000, test_images: 200, recipe: small, epochs: 30, batch: 50, learning_rate: 0.05, seeds: 8}
            reduced: {not_attempted: made up}
            full: {not_attempted: made up}
      """;

  private final int seeds;
  private final Path catalogue;
  private final Map<String, String> expected;

  /**
   * Train it on this machine alone.
   *
   * @param seeds 1 to 8; each has two runs
   */
  SuiteOnMachines(Path folder, int seeds) throws IOException, InterruptedException {
    this.seeds = seeds;
    catalogue = Files.writeString(folder.resolve("claims.yaml"), CATALOGUE);
    Path results = folder.resolve("one-machine");
    Process alone = new ProcessBuilder(train(results)).redirectErrorStream(true).start();
    String said = new String(alone.getInputStream().readAllBytes(), UTF_8);
    assertThat(alone.waitFor()).as(said).isZero();
    expected = bits(results);
    assertThat(expected).hasSize(2 * seeds);
  }

  /**
   * Give the words of a process that trains it.
   *
   * @param more settings of Java, which begin with {@code -D}, and options
   */
  List<String> train(Path results, String... more) {
    List<String> words =
        new ArrayList<>(
            Claims.process(
                "train",
                "--catalogue",
                catalogue.toString(),
                "--include",
                "on-machines",
                "--engine",
                "dl4j",
                "--seeds",
                Integer.toString(seeds),
                "--results",
                results.toString()));
    int main = words.indexOf(ClaimsCommand.class.getName());
    words.addAll(main, List.of("-Xmx1g", "-Dclaims.threads=1"));
    for (String word : more) {
      if (word.startsWith("-D")) {
        words.add(main, word);
      } else {
        words.add(word);
      }
    }
    return words;
  }

  /** Count the runs that are recorded. */
  static long recorded(Path results) {
    Path runs = results.resolve("runs");
    if (!Files.isDirectory(runs)) {
      return 0;
    }
    try (Stream<Path> found = Files.list(runs)) {
      return found.filter(run -> Files.exists(run.resolve("record.json"))).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Check that machines made of it what one has made, each run once, and left nothing behind. */
  void assertDoneOnce(Path results) throws IOException {
    assertThat(bits(results)).isEqualTo(expected);
    assertThat(LedgerFile.of(results, problem -> {}).table().rowCount()).isEqualTo(expected.size());
    assertThat(results.resolve("leases")).isEmptyDirectory();
    assertThat(results.resolve("quarantine")).isEmptyDirectory();
    for (String run : expected.keySet()) {
      assertThat(Files.readString(results.resolve("runs").resolve(run).resolve("log.txt")))
          .as("a run is completed once")
          .containsOnlyOnce("ended: COMPLETED");
    }
  }

  /** Give what every run came to: its numbers, and the bytes of its network. */
  private static Map<String, String> bits(Path results) throws IOException {
    Map<String, String> bits = new TreeMap<>();
    for (String id : LedgerFile.of(results, problem -> {}).table().stringColumn("id")) {
      Path run = results.resolve("runs").resolve(id);
      // The last column is how fast they were.
      String epochs = Files.readString(run.resolve("epochs.csv")).replaceAll("(?m),[^,]*$", "");
      bits.put(id, epochs + Arrays.hashCode(Files.readAllBytes(run.resolve("model.safetensors"))));
    }
    return bits;
  }
}
