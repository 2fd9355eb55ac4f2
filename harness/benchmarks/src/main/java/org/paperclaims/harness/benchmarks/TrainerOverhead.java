package org.paperclaims.harness.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.paperclaims.datasets.Dataset;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.datasets.Datasets;
import org.paperclaims.harness.engine.Engine;
import org.paperclaims.harness.engine.Precision;
import org.paperclaims.harness.lab.Engines;
import org.paperclaims.harness.measure.Workplace;
import org.paperclaims.harness.run.LearningRate;
import org.paperclaims.harness.run.Protocol;
import org.paperclaims.harness.run.Recipe;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.train.Control;
import org.paperclaims.harness.train.Trainer;

/**
 * Trains a run and says where its time went: the engine's steps, the engine's other work (making
 * the learner, evaluation, snapshots), waiting for batches, and the trainer itself. All are parts
 * of one run, so that a busy machine falls on all of them. The aim is a trainer under 3 % of the
 * steps. A first run warms the JVM up and is not counted.
 *
 * <p>Arguments, all optional: engine, architecture, images, epochs, threads.
 */
public final class TrainerOverhead {
  private static final int BATCH = 64;

  private TrainerOverhead() {}

  /** Print the shares. */
  public static void main(String[] arguments) {
    Engine engine = Engines.find(arguments.length > 0 ? arguments[0] : "torch");
    String architecture = arguments.length > 1 ? arguments[1] : "resnet-20";
    int images = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3200;
    int epochs = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 2;
    int threads = arguments.length > 4 ? Integer.parseInt(arguments[4]) : 2;
    DatasetSpec data = new DatasetSpec("shapes10", images, 500, 0, false);
    try (Dataset opened = new Datasets(Path.of("datasets"), 1).open(data)) {
      RunSpec spec = spec(architecture, data, opened.checksum(), epochs, engine.id());
      // The first run warms the JVM up.
      train(engine, spec, opened, threads);
      Times times = train(engine, spec, opened, threads);
      System.out.printf(
          Locale.ROOT,
          "%s, %s, batch %d, %d steps%n",
          engine.id(),
          architecture,
          BATCH,
          epochs * ((images + BATCH - 1) / BATCH));
      times.print();
    }
  }

  private static Times train(Engine engine, RunSpec spec, Dataset data, int threads) {
    Times times = new Times();
    Engine timed = new TimedEngine(engine, times.steps, times.rest, times.trainer);
    Workplace place = new Workplace(timed, engine.devices().get(0), threads);
    Trainer trainer = new Trainer(Trainer.Checkpointing.usual());
    times.trainer.time(
        () -> trainer.run(spec, new TimedDataset(data, times.batches), place, Control.none()));
    return times;
  }

  /** Where the time of a run went. */
  private static final class Times {
    private final Stopwatch steps = new Stopwatch();
    private final Stopwatch rest = new Stopwatch();
    private final Stopwatch batches = new Stopwatch();
    private final Stopwatch trainer = new Stopwatch();

    void print() {
      print("steps", steps);
      print("engine's other work", rest);
      print("waiting for batches", batches);
      print("trainer", trainer);
    }

    private void print(String what, Stopwatch watch) {
      System.out.printf(
          Locale.ROOT,
          "%-20s %8.3f s, %6.2f %% of the steps%n",
          what,
          watch.seconds(),
          100 * watch.seconds() / steps.seconds());
    }
  }

  static RunSpec spec(
      String architecture, DatasetSpec data, String checksum, int epochs, String engine) {
    return new RunSpec(
        Protocol.TRAIN,
        architecture,
        "none",
        data,
        checksum,
        new Recipe(
            epochs,
            BATCH,
            new LearningRate(0.05, List.of()),
            0.9,
            true,
            1e-4,
            List.of("pad-crop-4", "flip"),
            "he-normal",
            Precision.FP32),
        1,
        engine);
  }
}
