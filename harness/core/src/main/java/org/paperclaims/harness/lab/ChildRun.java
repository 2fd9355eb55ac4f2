package org.paperclaims.harness.lab;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.paperclaims.datasets.Datasets;
import org.paperclaims.harness.run.CanonicalJson;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.run.SpecJson;
import org.paperclaims.harness.store.RunStore;
import org.paperclaims.harness.train.Control;
import org.paperclaims.harness.train.PreemptedException;
import org.paperclaims.harness.train.Trainer;

/**
 * The JVM of an isolated run; started by {@link IsolatedRun} and by nobody else. Its input is the
 * spec and the environment, a line each; when the input ends, the parent is gone and the run is
 * stopped with a checkpoint. Every line to its parent begins with {@link #MARK}.
 */
public final class ChildRun {
  static final String MARK = "@run ";

  private ChildRun() {}

  /**
   * Arguments: results folder, threads, device, milliseconds between checkpoints (two), and of a
   * lease. The parent adds the run to the ledger.
   */
  public static void main(String[] args) throws IOException {
    // Whatever a native library prints must not mix with what is said to the parent.
    PrintStream parent = System.out;
    System.setOut(System.err);
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    RunSpec spec = SpecJson.read(line(input));
    Map<String, String> environment = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : CanonicalJson.tree(line(input)).properties()) {
      environment.put(entry.getKey(), entry.getValue().asText());
    }
    stopWithParent(input);
    LaboratoryOptions options =
        new LaboratoryOptions(
            LaboratoryOptions.Mode.TRAIN,
            1,
            Integer.parseInt(args[1]),
            Optional.of(args[2]),
            List.of(),
            false,
            new Trainer.Checkpointing(
                Duration.ofMillis(Long.parseLong(args[3])),
                Duration.ofMillis(Long.parseLong(args[4]))));
    Progress progress = new Speaker(parent);
    Path data = Datasets.directory(System.getProperty("datasets.dir", ""));
    Duration lease = Duration.ofMillis(Long.parseLong(args[5]));
    try (RunStore store = RunStore.open(Path.of(args[0]), progress::note, lease);
        DatasetSource datasets = new DatasetSource(new Datasets(data))) {
      Laboratory.withoutLedger(store, datasets, Engines::find, environment, options, progress)
          .records(List.of(spec));
    } catch (PreemptedException e) {
      // The shutdown hook is about to end this process with the right code.
      progress.note(String.valueOf(e.getMessage()));
    }
    parent.flush();
  }

  private static String line(BufferedReader input) throws IOException {
    String line = input.readLine();
    if (line == null) {
      throw new IOException("the parent said too little");
    }
    return line;
  }

  private static void stopWithParent(BufferedReader input) {
    Thread watcher =
        new Thread(
            () -> {
              try {
                while (input.readLine() != null) {
                  // The parent says nothing more.
                }
              } catch (IOException e) {
                // As good as an end.
              }
              System.exit(Preemption.EXIT_CODE);
            },
            "parent-watch");
    watcher.setDaemon(true);
    watcher.start();
  }

  private static final class Speaker implements Progress {
    private final PrintStream out;

    Speaker(PrintStream out) {
      this.out = out;
    }

    @Override
    public void started(RunSpec spec, long resumedSteps) {
      say("started " + resumedSteps);
    }

    @Override
    public void step(RunSpec spec, Control.Step step) {
      say(
          "step %d %d %d %d %s %s %s"
              .formatted(
                  step.epoch(),
                  step.epochs(),
                  step.step(),
                  step.steps(),
                  step.loss(),
                  step.imagesPerSecond(),
                  step.secondsLeft()));
    }

    @Override
    public void ended(RunRecord run, boolean reused) {
      say((run.outcome() == RunRecord.Outcome.FAILED ? "failed " : "ended ") + run.detail());
    }

    @Override
    public void note(String message) {
      say("note " + message);
    }

    private synchronized void say(String text) {
      out.println(MARK + text.replace('\n', ' '));
      out.flush();
    }
  }
}
