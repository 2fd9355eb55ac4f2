package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two copies on a folder whose processes cannot see each other: one cannot tell that the other's
 * process is gone, as on another host.
 */
@Tag("long")
@EnabledIf("canBeHosts")
class TwoHostsTest {
  @TempDir private Path folder = Path.of("");
  private final List<Process> hosts = new ArrayList<>();

  /** Goes on as on a host of another name, with processes of its own, which all die with it. */
  private static List<String> host(String name, List<String> words) {
    List<String> there =
        new ArrayList<>(
            List.of(
                "unshare",
                "--map-root-user",
                "--uts",
                "--pid",
                "--fork",
                "--mount-proc",
                "--kill-child",
                "sh",
                "-c",
                "hostname \"$1\" && shift && exec \"$@\"",
                "sh",
                name));
    there.addAll(words);
    return there;
  }

  static boolean canBeHosts() throws InterruptedException {
    try {
      return new ProcessBuilder(host("one", List.of("true"))).start().waitFor() == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  @AfterEach
  void end() {
    hosts.forEach(Process::destroyForcibly);
  }

  private Process start(String name, List<String> words) throws IOException {
    Process process =
        new ProcessBuilder(host(name, words))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".txt").toFile())
            .start();
    hosts.add(process);
    return process;
  }

  @Test
  void when_a_host_dies_the_other_takes_over_its_runs() throws Exception {
    SuiteOnMachines suite = new SuiteOnMachines(folder, 3);
    Path results = folder.resolve("results");
    List<String> words = suite.train(results, "-Dclaims.lease=5", "-Dclaims.workers=1");
    Process dying = start("dying", words);
    Process staying = start("staying", words);
    Awaiting.await("runs of both", () -> leases(results) == 2);
    dying.destroyForcibly().waitFor();
    assertThat(staying.waitFor()).as(Files.readString(folder.resolve("staying.txt"))).isZero();
    suite.assertDoneOnce(results);
  }

  private static long leases(Path results) {
    try (Stream<Path> files = Files.list(results.resolve("leases"))) {
      return files.filter(f -> f.toString().matches(".*/[0-9a-f]{64}\\.lease")).count();
    } catch (IOException e) {
      return 0;
    }
  }
}
