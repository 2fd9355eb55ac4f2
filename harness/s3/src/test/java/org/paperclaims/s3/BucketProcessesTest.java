package org.paperclaims.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.store.ObjectStore;

/**
 * Processes that share a bucket, each with a working copy of its own as on a machine of its own.
 * More of it with {@code -Dreliability.processes=8 -Dreliability.specs=200 -Dreliability.kills=20}.
 */
@Tag("long")
class BucketProcessesTest {
  private static final int PROCESSES = Integer.getInteger("reliability.processes", 4);
  private static final int SPECS = Integer.getInteger("reliability.specs", 40);
  private static final int KILLS = Integer.getInteger("reliability.kills", 5);
  private static final String ADDRESS = "s3://" + S3Server.BUCKET + "/results";

  @TempDir private Path folder = Path.of("");

  private final Queue<String> said = new ConcurrentLinkedQueue<>();

  private Process start(URI endpoint, int number) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            BucketProcess.class.getName(),
            ADDRESS,
            Integer.toString(SPECS),
            Integer.toString(number));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Path home = Files.createDirectories(folder.resolve("machine-" + number));
    builder
        .environment()
        .putAll(
            Map.of(
                "HOME",
                home.toString(),
                "AWS_ENDPOINT_URL_S3",
                endpoint.toString(),
                "AWS_ACCESS_KEY_ID",
                "identity",
                "AWS_SECRET_ACCESS_KEY",
                "credential"));
    Process process = builder.start();
    Thread reader = new Thread(() -> listen(process), "listener");
    reader.setDaemon(true);
    reader.start();
    return process;
  }

  private void listen(Process process) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      lines.lines().forEach(said::add);
    } catch (IOException | UncheckedIOException e) {
      // It was killed.
    }
  }

  @Test
  void each_run_is_recorded_once_whoever_is_killed_and_whichever_replies_are_lost()
      throws Exception {
    Random random = new Random(Long.getLong("reliability.seed", 1));
    try (S3Server server = new S3Server();
        LossyServer lossy = new LossyServer(server.endpoint(), random.nextLong())) {
      List<Process> processes = new ArrayList<>();
      for (int i = 0; i < PROCESSES; i++) {
        processes.add(start(lossy.endpoint(), i));
      }
      int kills = 0;
      while (processes.stream().anyMatch(Process::isAlive)) {
        int victim = random.nextInt(PROCESSES);
        boolean ended =
            processes.get(victim).waitFor(500 + random.nextInt(1500), TimeUnit.MILLISECONDS);
        if (!ended && kills < KILLS) {
          processes.get(victim).destroyForcibly().waitFor();
          processes.set(victim, start(lossy.endpoint(), victim));
          kills++;
        }
      }
      assertThat(processes).as("%s", said).allSatisfy(p -> assertThat(p.exitValue()).isZero());
      List<String> recorded = said.stream().filter(l -> l.startsWith("recorded ")).toList();
      assertThat(recorded).as("no run twice").doesNotHaveDuplicates();
      assertThat(said)
          .as("replies lost: %d", lossy.lost())
          .noneMatch(l -> l.contains("quarantine"));
      assertThat(kills).isPositive();
      assertThat(lossy.lost()).isPositive();
      assertThat(lossy.repeated()).isPositive();
      assertWhole(server.endpoint());
    }
  }

  private static void assertWhole(URI endpoint) throws IOException {
    System.setProperty("aws.endpointUrl", endpoint.toString());
    System.setProperty("aws.accessKeyId", "identity");
    System.setProperty("aws.secretAccessKey", "credential");
    try (ObjectStore objects = new S3().open(ADDRESS)) {
      List<String> keys = objects.list("").stream().map(ObjectStore.Entry::key).toList();
      assertThat(keys).noneMatch(key -> key.startsWith("quarantine/"));
      assertThat(keys).filteredOn(key -> key.startsWith("ledger/")).hasSize(SPECS);
      for (int i = 1; i <= SPECS; i++) {
        RunSpec spec = BucketProcess.spec(i);
        String run = "runs/" + Fingerprint.of(spec) + "/";
        assertThat(keys)
            .filteredOn(key -> key.startsWith(run + "files/"))
            .as("the spec, the epochs and the model, with the bits of one process alone")
            .hasSize(3);
        assertThat(objects.get(run + "record.json", 1 << 20)).isPresent();
      }
    } finally {
      List.of("aws.endpointUrl", "aws.accessKeyId", "aws.secretAccessKey")
          .forEach(System::clearProperty);
    }
  }
}
