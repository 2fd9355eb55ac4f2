package org.paperclaims.harness.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.store.RunStore;
import org.paperclaims.harness.train.Control;

/**
 * A suite of training runs in a JVM of its own, to be killed. It says {@code working} at its first
 * step, {@code ran NAME} for every run that it did, {@code note …} for what it noted, and {@code
 * done} at its end.
 */
final class SuiteProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  /** Start a process. */
  SuiteProcess(Path results, int runs, int epochs) throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                SuiteProcess.class.getName(),
                results.toString(),
                Integer.toString(runs),
                Integer.toString(epochs))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  Process process() {
    return process;
  }

  /** Wait until it says that it works, or ends. */
  boolean works() throws IOException {
    String line = output.readLine();
    while (line != null && !line.equals("working")) {
      line = output.readLine();
    }
    return line != null;
  }

  /** Wait for its end and give all that it says until then. */
  List<String> rest() throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      lines.add(line);
    }
    process.waitFor();
    return lines;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** Give the specs of a suite. */
  static List<RunSpec> specs(int runs, int epochs) {
    RunSpec one = Bench.training(0, epochs);
    return LongStream.range(0, runs)
        .mapToObj(
            seed ->
                new RunSpec(
                    one.protocol(),
                    one.architecture(),
                    one.erasure(),
                    one.dataset(),
                    one.datasetChecksum(),
                    one.recipe(),
                    seed,
                    one.engine()))
        .toList();
  }

  /** Run a suite in this process. */
  static List<RunRecord> run(Path results, int runs, int epochs, Progress progress) {
    LaboratoryOptions options =
        LaboratoryOptions.of(LaboratoryOptions.Mode.TRAIN).with(Bench.always());
    try (RunStore store = RunStore.open(results, progress::note);
        DatasetSource datasets = Bench.datasets()) {
      return new Laboratory(store, datasets, id -> new FakeEngine(), Map.of(), options, progress)
          .records(specs(runs, epochs));
    }
  }

  /** Run a suite: results folder, runs, epochs. */
  public static void main(String[] args) {
    Progress told =
        new Progress() {
          private boolean working;

          @Override
          public synchronized void step(RunSpec spec, Control.Step step) {
            if (!working) {
              working = true;
              say("working");
            }
          }

          @Override
          public void ended(RunRecord run, boolean reused) {
            if (!reused) {
              say("ran " + run.fingerprint() + " " + run.outcome());
            }
          }

          @Override
          public void note(String message) {
            say("note " + message);
          }
        };
    run(Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]), told);
    say("done");
  }

  private static synchronized void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
