package org.paperclaims.harness.lab;

import static org.paperclaims.harness.lab.KillableProcess.say;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.store.HaltingDisk;
import org.paperclaims.harness.store.RunStore;
import org.paperclaims.harness.train.Control;

/**
 * A suite of training runs in a JVM of its own, to be killed. It says {@code working} at its first
 * step, {@code halted} where its disk was told to halt, {@code ran NAME} for every run that it did,
 * {@code note …} for what it noted, and {@code done} at its end.
 */
final class SuiteProcess {
  private static final String WAIT = "wait";
  private static final String PLANNED = "planned";
  private static final String STAY = "stay";

  private SuiteProcess() {}

  private static KillableProcess process(Path results, int runs, int epochs, String... more)
      throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.add(results.toString());
    arguments.add(Integer.toString(runs));
    arguments.add(Integer.toString(epochs));
    arguments.addAll(List.of(more));
    return new KillableProcess(SuiteProcess.class, arguments.toArray(String[]::new));
  }

  /** Start a process. */
  static KillableProcess start(Path results, int runs, int epochs) throws IOException {
    return process(results, runs, epochs);
  }

  /** Start a process that says {@code ready} and waits to be told to start. */
  static KillableProcess waiting(Path results, int runs, int epochs) throws IOException {
    return process(results, runs, epochs, WAIT);
  }

  /** Start a process that says {@code planned} and waits there, before its first run. */
  static KillableProcess planning(Path results, int runs, int epochs) throws IOException {
    return process(results, runs, epochs, PLANNED);
  }

  /** Start a process that stays when it has said {@code done}. */
  static KillableProcess staying(Path results, int runs, int epochs) throws IOException {
    return process(results, runs, epochs, STAY);
  }

  /** Start a process that halts in the middle of a write. */
  static KillableProcess halting(
      Path results, int runs, int epochs, String file, int write, HaltingDisk.Moment moment)
      throws IOException {
    return process(results, runs, epochs, file, Integer.toString(write), moment.name());
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
    return run(RunStore.open(results, progress::note), runs, epochs, progress);
  }

  private static List<RunRecord> run(RunStore opened, int runs, int epochs, Progress progress) {
    LaboratoryOptions options =
        LaboratoryOptions.of(LaboratoryOptions.Mode.TRAIN).with(Bench.always());
    try (RunStore store = opened;
        DatasetSource datasets = Bench.datasets()) {
      return new Laboratory(store, datasets, id -> new FakeEngine(), Map.of(), options, progress)
          .records(specs(runs, epochs));
    }
  }

  /**
   * Run a suite: results folder, runs, epochs; then where to wait, as {@code wait}, or where to
   * halt: file, write, moment.
   */
  public static void main(String[] args) {
    String waits = args.length == 4 ? args[3] : "";
    Progress told =
        new Progress() {
          private boolean working;

          @Override
          public void planned(int runs, int reused) {
            if (waits.equals(PLANNED)) {
              say(PLANNED);
              KillableProcess.awaitStart();
            }
          }

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
    Path results = Path.of(args[0]);
    RunStore store =
        args.length < 6
            ? RunStore.open(results, told::note)
            : HaltingDisk.store(
                results,
                told::note,
                args[3],
                Integer.parseInt(args[4]),
                HaltingDisk.Moment.valueOf(args[5]),
                SuiteProcess::waitToBeKilled);
    if (waits.equals(WAIT)) {
      say("ready");
      KillableProcess.awaitStart();
    }
    run(store, Integer.parseInt(args[1]), Integer.parseInt(args[2]), told);
    say("done");
    if (waits.equals(STAY)) {
      KillableProcess.awaitStart();
    }
  }

  private static void waitToBeKilled() {
    say("halted");
    while (true) {
      LockSupport.park();
    }
  }
}
