package org.paperclaims.harness.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.paperclaims.architectures.Network;
import org.paperclaims.datasets.Augmentation;
import org.paperclaims.datasets.Batch;
import org.paperclaims.datasets.BatchStream;
import org.paperclaims.datasets.Dataset;
import org.paperclaims.datasets.EpochOrder;
import org.paperclaims.datasets.EpochPlan;
import org.paperclaims.datasets.RawImages;
import org.paperclaims.harness.engine.EngineException;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.measure.Learners;
import org.paperclaims.harness.measure.Metrics;
import org.paperclaims.harness.measure.Networks;
import org.paperclaims.harness.measure.Score;
import org.paperclaims.harness.measure.TrainedNetwork;
import org.paperclaims.harness.measure.Workplace;
import org.paperclaims.harness.run.EpochRow;
import org.paperclaims.harness.run.Recipe;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.store.Checkpoint;

/**
 * One training by a recipe. All that a metric needs is in the checkpoint, and where the training
 * stands follows from the number of steps taken; so a training that was resumed, even in the middle
 * of an epoch, ends with the same bits.
 */
final class Training {
  private final RunSpec spec;
  private final Recipe recipe;
  private final Network network;
  private final Dataset dataset;
  private final Control control;
  private final Trainer.Checkpointing checkpointing;

  private final int images;
  private final int stepsPerEpoch;
  private final long steps;
  private final List<EpochRow> rows = new ArrayList<>();
  private double[] losses = new double[0];
  private int step;
  // Nothing in a training that was resumed after its last epoch.
  private @Nullable Score lastTest;

  private final long start = System.nanoTime();
  private double secondsBefore;
  private long saved = start;
  private long trainingNanos;
  private long imagesSeen;

  Training(
      RunSpec spec,
      Network network,
      Dataset dataset,
      Control control,
      Trainer.Checkpointing checkpointing) {
    this.spec = spec;
    this.recipe = spec.recipe();
    this.network = network;
    this.dataset = dataset;
    this.control = control;
    this.checkpointing = checkpointing;
    this.images = dataset.train().size();
    if (new Augmentation(recipe.augmentation()).tenCrop()) {
      // Found out now, and not after the first epoch.
      dataset.test().tenCrops(1).close();
    }
    this.stepsPerEpoch = (images + recipe.batch() - 1) / recipe.batch();
    this.steps = (long) stepsPerEpoch * recipe.epochs();
    if (steps > Integer.MAX_VALUE / 16) {
      throw new IllegalArgumentException(
          "%d epochs of %d steps are more than can be recorded"
              .formatted(recipe.epochs(), stepsPerEpoch));
    }
  }

  Trained run(Workplace place) {
    losses = new double[(int) steps];
    try (Learner learner = Learners.of(spec, network, dataset, place)) {
      Snapshot first =
          control.resume().map(this::restore).orElseGet(() -> Networks.firstWeights(spec, network));
      learner.load(first);
      Optional<Resident> resident = keep(learner);
      while (rows.size() < recipe.epochs()) {
        if (!trainEpoch(learner, resident)) {
          return diverged("the training loss became " + losses[step - 1]);
        }
        measure(learner);
        EpochRow row = rows.get(rows.size() - 1);
        if (!Double.isFinite(row.testLoss())) {
          return diverged("the test loss became " + row.testLoss());
        }
        boolean last = rows.size() == recipe.epochs();
        if (!last && (control.stop() || since(saved) > checkpointing.afterEpoch().toNanos())) {
          save(learner);
          stopIfAsked();
        }
      }
      return completed(learner, place);
    }
  }

  private Snapshot restore(Checkpoint checkpoint) {
    step = (int) Math.min(checkpoint.snapshot().step(), steps);
    if (checkpoint.snapshot().step() > steps
        || checkpoint.epochs().size() > step / Math.max(1, stepsPerEpoch)) {
      throw new IllegalStateException(
          "a checkpoint after %d steps and %d epochs does not fit a training of %d steps"
              .formatted(checkpoint.snapshot().step(), checkpoint.epochs().size(), steps));
    }
    System.arraycopy(checkpoint.losses(), 0, losses, 0, step);
    rows.addAll(checkpoint.epochs());
    secondsBefore = checkpoint.seconds();
    return checkpoint.snapshot();
  }

  /**
   * Images that the engine keeps on its device.
   *
   * @param raw gives the plan of every epoch
   */
  private record Resident(RawImages raw, Learner.Resident images) {}

  /** Have the engine keep the training images, if they are such and it would. */
  private Optional<Resident> keep(Learner learner) {
    return dataset
        .train()
        .raw()
        .filter(raw -> raw.plan(order(0)).isPresent())
        .flatMap(raw -> learner.keep(raw).map(images -> new Resident(raw, images)));
  }

  /** Give the order of the rest of an epoch. */
  private EpochOrder order(int epoch) {
    return new EpochOrder(
        spec.seed(),
        epoch,
        recipe.batch(),
        new Augmentation(recipe.augmentation()),
        step - epoch * stepsPerEpoch);
  }

  /** Train the rest of an epoch; return whether every loss was a number. */
  private boolean trainEpoch(Learner learner, Optional<Resident> resident) {
    int epoch = rows.size();
    int end = (epoch + 1) * stepsPerEpoch;
    double rate = recipe.learningRate().at(epoch);
    while (step < end) {
      int before = step;
      EpochOrder order = order(epoch);
      long from = System.nanoTime();
      Learner.Losses told = (i, size, loss) -> told(epoch, size, loss, from);
      Optional<EpochPlan> plan = resident.flatMap(r -> r.raw().plan(order));
      if (resident.isPresent() && plan.isPresent()) {
        resident.get().images().train(plan.get(), order, goOn(), i -> rate, told);
      } else {
        try (BatchStream batches = new UntilStopped(dataset.train().epoch(order))) {
          learner.trainAll(batches, i -> rate, told);
        }
      }
      trainingNanos += since(from);
      if (step > before && !Double.isFinite(losses[step - 1])) {
        return false;
      }
      if (step == before) {
        throw new EngineException(
            "the engine took no step of epoch %d after step %d".formatted(epoch + 1, step));
      }
      if (step < end) {
        save(learner);
        stopIfAsked();
      }
    }
    return true;
  }

  /** Note a loss; return whether to go on. */
  private boolean told(int epoch, int size, double loss, long from) {
    if (step > 0 && !Double.isFinite(losses[step - 1])) {
      return false;
    }
    losses[step++] = loss;
    imagesSeen += size;
    double seconds = (trainingNanos + since(from)) / 1e9;
    double speed = imagesSeen / Math.max(seconds, 1e-9);
    double left = ((double) images * recipe.epochs() - (double) images * step / stepsPerEpoch);
    control.step(
        new Control.Step(
            epoch + 1, recipe.epochs(), step, steps, loss, speed, Math.max(0, left / speed)));
    return Double.isFinite(loss);
  }

  /** Tell when it is time for a checkpoint; asked once before every batch. */
  private BooleanSupplier goOn() {
    boolean[] begun = {false};
    return () -> {
      boolean go = !(begun[0] && isCheckpointDue());
      begun[0] = true;
      return go;
    };
  }

  private boolean isCheckpointDue() {
    return control.stop() || since(saved) >= checkpointing.withinEpoch().toNanos();
  }

  /**
   * The batches of an epoch until it is time for a checkpoint. Training is stopped here, and not by
   * the answer to a loss: an engine may tell losses late, and a checkpoint needs those of all the
   * steps that were taken.
   */
  private final class UntilStopped implements BatchStream {
    private final BatchStream all;
    private boolean begun;

    UntilStopped(BatchStream all) {
      this.all = all;
    }

    @Override
    public boolean hasNext() {
      return all.hasNext() && !(begun && isCheckpointDue());
    }

    @Override
    public Batch next() {
      begun = true;
      return all.next();
    }

    @Override
    public void close() {
      all.close();
    }
  }

  private void measure(Learner learner) {
    int epoch = rows.size();
    boolean last = epoch + 1 == recipe.epochs();
    Score test = Score.ofTest(learner, dataset, recipe);
    lastTest = test;
    double trainError = last ? trainError(learner) : Double.NaN;
    rows.add(
        new EpochRow(
            epoch + 1,
            recipe.learningRate().at(epoch),
            epochLoss(epoch),
            trainError,
            test.loss(),
            test.error(),
            imagesSeen / Math.max(trainingNanos / 1e9, 1e-9)));
  }

  private double trainError(Learner learner) {
    return Score.of(learner, dataset.train(), dataset.example(), dataset.task()).error();
  }

  /** Mean over the epoch's examples: the last batch may be smaller than the others. */
  private double epochLoss(int epoch) {
    double sum = 0;
    for (int i = 0; i < stepsPerEpoch; i++) {
      int size = Math.min(recipe.batch(), images - i * recipe.batch());
      sum += losses[epoch * stepsPerEpoch + i] * size;
    }
    return sum / images;
  }

  private void save(Learner learner) {
    Snapshot snapshot = learner.snapshot();
    if (snapshot.step() != step) {
      throw new EngineException(
          "the engine took %d steps and told the losses of %d".formatted(snapshot.step(), step));
    }
    control.save(new Checkpoint(snapshot, Arrays.copyOf(losses, step), rows, seconds()));
    saved = System.nanoTime();
  }

  private void stopIfAsked() {
    if (control.stop()) {
      throw new PreemptedException("stopped after step " + step + " of " + steps);
    }
  }

  private Trained diverged(String why) {
    return new Trained(
        RunRecord.Outcome.DIVERGED,
        "%s at step %d of %d, in epoch %d"
            .formatted(why, step, steps, (step - 1) / stepsPerEpoch + 1),
        rows,
        Map.of(),
        Optional.empty(),
        seconds(),
        Optional.empty());
  }

  private Trained completed(Learner learner, Workplace place) {
    Map<String, Double> metrics = new TreeMap<>();
    Snapshot end = learner.snapshot();
    Score test = lastTest == null ? Score.ofTest(learner, dataset, recipe) : lastTest;
    if (rows.isEmpty()) {
      metrics.put("test_error", test.error());
      metrics.put("best_test_error", test.error());
      metrics.put("test_loss", test.loss());
      metrics.put("train_error", trainError(learner));
    } else {
      EpochRow last = rows.get(rows.size() - 1);
      metrics.put("test_error", last.testError());
      metrics.put(
          "best_test_error", rows.stream().mapToDouble(EpochRow::testError).min().orElseThrow());
      metrics.put("test_loss", last.testLoss());
      metrics.put("train_loss", last.trainLoss());
      metrics.put("train_error", last.trainError());
      metrics.put(
          "train_loss_auc", Arrays.stream(losses).skip(losses.length / 10).average().orElseThrow());
    }
    metrics.putAll(
        Metrics.usual(
            new TrainedNetwork(spec, network, dataset, place, learner, end.model(), test)));
    double error = metrics.getOrDefault("test_error", Double.NaN);
    return new Trained(
        RunRecord.Outcome.COMPLETED,
        "",
        rows,
        metrics,
        Optional.of(end),
        seconds(),
        // A network that was tested again on another machine may answer an image otherwise.
        test.correct().filter(correct -> correct.error() == error));
  }

  private double seconds() {
    return secondsBefore + since(start) / 1e9;
  }

  private static long since(long nanos) {
    return System.nanoTime() - nanos;
  }
}
