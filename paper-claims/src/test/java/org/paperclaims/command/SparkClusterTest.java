package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.paperclaims.harness.lab.Preemption;

/** A suite on a real Spark cluster, of which things are killed: the bits are one machine's. */
@Tag("long")
@EnabledOnOs(OS.LINUX)
@ParameterizedClass(allowZeroInvocations = true)
@MethodSource("homes")
class SparkClusterTest {
  private static final int SEEDS = 8;
  private static final String[] HOSTS = {"127.0.0.1", "127.0.0.2"};

  @TempDir private static Path shared = Path.of("");
  private static @Nullable SuiteOnMachines suite;

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
    if (!SparkCluster.homes().isEmpty()) {
      suite = new SuiteOnMachines(shared, SEEDS);
    }
  }

  private static SuiteOnMachines suite() {
    return Objects.requireNonNull(suite);
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
    cluster.startWorkers(HOSTS);
    return cluster;
  }

  /** A command that has its runs trained on a cluster. */
  private final class Training {
    private final Path results = folder.resolve("results");
    private final Path log;
    private final Process process;

    Training(SparkCluster cluster, String... more) throws IOException {
      log = Files.createTempFile(folder, "said", ".txt");
      List<String> words = suite().train(results, more);
      words.addAll(List.of("--on", cluster.address(), "--copies", "2"));
      ProcessBuilder builder =
          new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
      cluster.describe(builder);
      process = builder.start();
      open.add(process::destroyForcibly);
    }

    long ended() {
      return SuiteOnMachines.recorded(results);
    }

    void untilEnded(long runs) throws InterruptedException {
      Awaiting.await("the end of runs", () -> ended() >= runs || !process.isAlive());
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
      suite().assertDoneOnce(results);
    }
  }

  @Test
  void a_suite_comes_to_one_machines_bits_whatever_becomes_of_its_machines() throws Exception {
    SparkCluster cluster = cluster();
    Training speculating =
        new Training(
            cluster,
            "--spark-conf",
            "spark.speculation=true",
            "--spark-conf",
            "spark.executor.resource.gpu.amount=1",
            "--spark-conf",
            "spark.task.resource.gpu.amount=1");
    speculating.untilEnded(1);
    eachCopySeesTheGpuOfItsWorker(cluster);
    aWorkerIsDecommissioned(cluster);
    stopsAndSaves(speculating);
    cluster.replaceWorker(0);

    Training driverless = new Training(cluster);
    driverless.untilEnded(speculating.ended() + 1);
    losesItsDriver(driverless);

    Training last = new Training(cluster, "-Dclaims.lease=5");
    last.untilEnded(driverless.ended() + 1);
    kill(cluster.below(0, "CoarseGrainedExecutorBackend"));
    last.untilEnded(last.ended() + 1);
    bothWork(cluster);
    kill(cluster.below(1, "CopyMain"));
    bothWork(cluster);
    freezesWhileAnotherGoesOn(cluster, last);
    cluster.killWorker(1);
    last.endsWithTheBitsOfOneMachine();
    assertThat(last.said()).contains("2 copies on hosts of ");
  }

  private static void eachCopySeesTheGpuOfItsWorker(SparkCluster cluster) throws Exception {
    bothWork(cluster);
    for (int worker = 0; worker < HOSTS.length; worker++) {
      ProcessHandle copy = cluster.below(worker, "CopyMain").get(0);
      assertThat(SparkCluster.variable(copy, "CUDA_VISIBLE_DEVICES"))
          .isEqualTo(SparkCluster.gpuOf(HOSTS[worker]));
    }
  }

  private static void aWorkerIsDecommissioned(SparkCluster cluster) throws Exception {
    bothWork(cluster);
    assertThat(signal(cluster.worker(0).toHandle(), "PWR")).isTrue();
    Awaiting.await("its copy's departure", () -> cluster.below(0, "CopyMain").isEmpty());
  }

  private static void stopsAndSaves(Training training) throws Exception {
    assertThat(training.process.isAlive()).as(training.said()).isTrue();
    training.process.destroy();
    assertThat(training.process.waitFor()).as(training.said()).isEqualTo(Preemption.EXIT_CODE);
    assertThat(training.said())
        .contains("is taken away; its copy saves its runs", "the runs have saved themselves");
    assertThat(training.results.resolve("leases")).isEmptyDirectory();
    assertThat(SparkCluster.copies(training.results)).isEmpty();
  }

  private static void losesItsDriver(Training training) throws Exception {
    kill(training.process.descendants().toList());
    assertThat(training.process.waitFor()).as(training.said()).isEqualTo(Preemption.EXIT_CODE);
    Awaiting.await("the end of copies", () -> SparkCluster.copies(training.results).isEmpty());
    assertThat(training.results.resolve("leases")).isEmptyDirectory();
  }

  private static void freezesWhileAnotherGoesOn(SparkCluster cluster, Training training)
      throws Exception {
    List<ProcessHandle> frozen =
        Stream.of("CoarseGrainedExecutorBackend", "CopyMain")
            .flatMap(word -> cluster.below(0, word).stream())
            .toList();
    assertThat(frozen).hasSizeGreaterThan(1).allMatch(p -> signal(p, "STOP"));
    training.untilEnded(Math.min(training.ended() + 2, 2 * SEEDS));
    assertThat(frozen).allMatch(p -> signal(p, "CONT"));
  }

  private static void bothWork(SparkCluster cluster) throws InterruptedException {
    Awaiting.await(
        "a copy on each worker",
        () -> Stream.of(0, 1).noneMatch(worker -> cluster.below(worker, "CopyMain").isEmpty()));
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
