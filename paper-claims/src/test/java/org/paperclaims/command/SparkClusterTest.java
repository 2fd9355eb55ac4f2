package org.paperclaims.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.paperclaims.harness.lab.Preemption;
import org.paperclaims.harness.store.LedgerFile;

/** A suite on a real Spark cluster, of which things are killed: the bits are one machine's. */
@ParameterizedClass(allowZeroInvocations = true)
@MethodSource("homes")
class SparkClusterTest {
  private static final int RUNS = 12;

  private static final String CATALOGUE =
      """
      paper: made up
      claims:
        - id: on-a-cluster
          statement: A made-up claim.
          source: {where: nowhere}
          criterion: {kind: effect, metric: test_error, better: lower, alpha: 0.05, margin: 0, test: paired-t}
          control: {}
          treatment: {erase: last@100%}
          tiers:
            smoke: {architecture: resnet-8-w8, dataset: shapes10, pixels: 8, images: 1000, test_images: 200, recipe: small, epochs: 5, batch: 50, learning_rate: 0.05, seeds: 6}
            reduced: {not_attempted: made up}
            full: {not_attempted: made up}
      """;

  @TempDir private static Path shared = Path.of("");
  private static Map<String, String> expected = Map.of();

  @Parameter private Path home = Path.of("");
  @TempDir private Path folder = Path.of("");
  private final List<AutoCloseable> open = new ArrayList<>();

  static List<Path> homes() {
    List<Path> homes = SparkCluster.homes();
    if (homes.isEmpty()) {
      System.out.println(
          "SKIPPED SparkClusterTest: no Spark in target/spark; ci/spark-home makes one");
    }
    return homes;
  }

  @BeforeAll
  static void on_one_machine() throws Exception {
    if (SparkCluster.homes().isEmpty()) {
      return;
    }
    Files.writeString(shared.resolve("claims.yaml"), CATALOGUE);
    Path results = shared.resolve("one-machine");
    Process alone = new ProcessBuilder(words(results)).redirectErrorStream(true).start();
    String said = new String(alone.getInputStream().readAllBytes(), UTF_8);
    assertThat(alone.waitFor()).as(said).isZero();
    expected = bits(results);
    assertThat(expected).hasSize(RUNS);
  }

  private static List<String> words(Path results, String... more) {
    List<String> words =
        new ArrayList<>(
            Claims.process(
                "train",
                "--catalogue",
                shared.resolve("claims.yaml").toString(),
                "--include",
                "on-a-cluster",
                "--engine",
                "dl4j",
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

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  private SparkCluster cluster() throws Exception {
    SparkCluster cluster = new SparkCluster(home, folder.resolve("cluster"));
    open.add(cluster);
    cluster.startWorker("127.0.0.1");
    cluster.startWorker("127.0.0.2");
    return cluster;
  }

  /** A command that has its runs trained on a cluster. */
  private final class Training {
    private final Path results = folder.resolve("results");
    private final Path log;
    private final Process process;

    Training(SparkCluster cluster, String... more) throws IOException {
      log = Files.createTempFile(folder, "said", ".txt");
      List<String> words = words(results, more);
      words.addAll(List.of("--on", cluster.address(), "--copies", "2"));
      ProcessBuilder builder =
          new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
      cluster.describe(builder);
      process = builder.start();
      open.add(process::destroyForcibly);
    }

    long ended() {
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

    void untilEnded(int runs) throws InterruptedException {
      SparkCluster.await("the end of runs", () -> ended() >= runs || !process.isAlive());
      assertThat(process.isAlive()).as(said()).isTrue();
    }

    String said() {
      try {
        Path spark = results.resolve("spark.log");
        return Files.readString(log) + (Files.exists(spark) ? Files.readString(spark) : "");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void endsWithTheBitsOfOneMachine() throws Exception {
      assertThat(process.waitFor()).as(said()).isZero();
      assertThat(bits(results)).isEqualTo(expected);
      assertThat(LedgerFile.of(results, problem -> {}).table().rowCount()).isEqualTo(RUNS);
      assertThat(results.resolve("leases")).isEmptyDirectory();
      assertThat(results.resolve("quarantine")).isEmptyDirectory();
      for (String run : expected.keySet()) {
        assertThat(Files.readString(results.resolve("runs").resolve(run).resolve("log.txt")))
            .as("a run is completed once")
            .containsOnlyOnce("ended: COMPLETED");
      }
    }
  }

  @Test
  void two_machines_train_what_one_would_have_trained() throws Exception {
    Training training = new Training(cluster(), "--spark-conf", "spark.speculation=true");
    training.endsWithTheBitsOfOneMachine();
    assertThat(training.said()).contains("2 copies on hosts of ");
  }

  @Test
  void driver_executor_copy_and_worker_are_killed_one_after_the_other() throws Exception {
    SparkCluster cluster = cluster();
    Training first = new Training(cluster);
    first.untilEnded(1);
    kill(first.process.descendants().toList());
    assertThat(first.process.waitFor()).as(first.said()).isEqualTo(Preemption.EXIT_CODE);
    SparkCluster.await("the end of all copies", () -> SparkCluster.copies(first.results).isEmpty());
    assertThat(first.results.resolve("leases")).isEmptyDirectory();

    Training again = new Training(cluster, "-Dclaims.lease=5");
    again.untilEnded(3);
    kill(cluster.below(0, "CoarseGrainedExecutorBackend"));
    again.untilEnded(5);
    SparkCluster.await("a copy", () -> !cluster.below(1, "CopyMain").isEmpty());
    kill(cluster.below(1, "CopyMain"));
    again.untilEnded(7);
    List<ProcessHandle> below = cluster.worker(1).descendants().toList();
    cluster.worker(1).destroyForcibly();
    kill(below);
    again.endsWithTheBitsOfOneMachine();
  }

  @Test
  void the_command_is_stopped_and_given_again_and_an_executor_freezes() throws Exception {
    SparkCluster cluster = cluster();
    Training first = new Training(cluster);
    first.untilEnded(1);
    first.process.destroy();
    assertThat(first.process.waitFor()).as(first.said()).isEqualTo(Preemption.EXIT_CODE);
    assertThat(first.said()).contains("the runs have saved themselves");
    assertThat(first.results.resolve("leases")).isEmptyDirectory();
    assertThat(SparkCluster.copies(first.results)).isEmpty();

    Training again = new Training(cluster, "-Dclaims.lease=5");
    again.untilEnded(3);
    List<ProcessHandle> frozen =
        Stream.of("CoarseGrainedExecutorBackend", "CopyMain")
            .flatMap(word -> cluster.below(0, word).stream())
            .toList();
    assertThat(frozen).hasSizeGreaterThan(1);
    assumeTrue(frozen.stream().allMatch(p -> signal(p, "STOP")), "no kill -STOP here");
    SparkCluster.await("the other copy's runs", () -> again.ended() == RUNS);
    frozen.forEach(p -> signal(p, "CONT"));
    again.endsWithTheBitsOfOneMachine();
  }

  private static void kill(List<ProcessHandle> processes) {
    assertThat(processes).isNotEmpty();
    processes.forEach(ProcessHandle::destroyForcibly);
  }

  private static boolean signal(ProcessHandle process, String name) {
    try {
      return new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
