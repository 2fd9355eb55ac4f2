package org.paperclaims.harness.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.architectures.Network;
import org.paperclaims.datasets.Batch;
import org.paperclaims.datasets.BatchStream;
import org.paperclaims.datasets.DatasetException;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.datasets.RawImages;
import org.paperclaims.harness.engine.Device;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.lab.Bench;
import org.paperclaims.harness.lab.DatasetSource;
import org.paperclaims.harness.lab.FakeEngine;
import org.paperclaims.harness.measure.Networks;
import org.paperclaims.harness.measure.Workplace;
import org.paperclaims.harness.run.EpochRow;
import org.paperclaims.harness.run.Protocol;
import org.paperclaims.harness.run.Recipe;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.store.Checkpoint;
import org.paperclaims.testing.Draw;
import org.paperclaims.testing.Property;

class TrainerTest {
  private static final Workplace PLACE =
      new Workplace(new FakeEngine(), new Device("cpu", "a fake"), 1);
  private static final int STEPS_PER_EPOCH = 13;

  private static Trained run(RunSpec spec, Control control) {
    try (DatasetSource datasets = Bench.datasets()) {
      return new Trainer(Bench.always()).run(spec, datasets.get(spec.dataset()), PLACE, control);
    }
  }

  /** Remembers the last checkpoint, and stops after a number of steps. */
  private static final class Killer implements Control {
    private final List<Checkpoint> saved = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private int stepsLeft;

    Killer(int stepsLeft) {
      this.stepsLeft = stepsLeft;
    }

    @Override
    public Optional<Checkpoint> resume() {
      return saved.isEmpty() ? Optional.empty() : Optional.of(saved.get(saved.size() - 1));
    }

    @Override
    public void save(Checkpoint checkpoint) {
      saved.add(checkpoint);
    }

    @Override
    public boolean stop() {
      return stepsLeft <= 0;
    }

    @Override
    public void step(Step step) {
      stepsLeft--;
      steps.add(step);
    }
  }

  @Test
  void ten_crops_of_what_has_none_are_refused_before_the_first_step() {
    RunSpec spec = with(Bench.training(1, 4), List.of("ten-crop"), true);
    Killer control = new Killer(Integer.MAX_VALUE);
    assertThatThrownBy(() -> run(spec, control))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("allowed: imagenet");
    assertThat(control.steps).isEmpty();
  }

  private static RunSpec with(RunSpec spec, List<String> augmentation, boolean deterministic) {
    Recipe r = spec.recipe();
    return new RunSpec(
        spec.protocol(),
        spec.architecture(),
        spec.erasure(),
        spec.dataset(),
        spec.datasetChecksum(),
        new Recipe(
            r.epochs(),
            r.batch(),
            r.learningRate(),
            r.rule(),
            augmentation,
            r.initialisation(),
            r.precision(),
            deterministic),
        spec.seed(),
        spec.engine());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void asks_the_engine_for_the_same_bits_if_the_recipe_does(boolean deterministic) {
    List<Boolean> asked = new ArrayList<>();
    FakeEngine engine =
        new FakeEngine() {
          @Override
          public Learner learner(Network network, LearnerOptions options) {
            asked.add(options.deterministic());
            return super.learner(network, options);
          }
        };
    RunSpec spec = with(Bench.training(1, 1), List.of(), deterministic);
    try (DatasetSource datasets = Bench.datasets()) {
      new Trainer(Bench.always())
          .run(
              spec,
              datasets.get(spec.dataset()),
              new Workplace(engine, PLACE.device(), 1),
              new Killer(Integer.MAX_VALUE));
    }
    assertThat(asked).containsOnly(deterministic);
  }

  @Test
  void learns_and_tells_every_step() {
    Killer control = new Killer(Integer.MAX_VALUE);
    Trained trained = run(Bench.training(1, 4), control);
    assertThat(trained.outcome()).isEqualTo(RunRecord.Outcome.COMPLETED);
    assertThat(control.steps).hasSize(4 * STEPS_PER_EPOCH);
    assertThat(control.steps.get(13).epoch()).isEqualTo(2);
    assertThat(trained.epochs()).extracting(EpochRow::epoch).containsExactly(1, 2, 3, 4);
    assertThat(trained.epochs().get(3).learningRate()).isEqualTo(0.05 * 0.1);
    assertThat(trained.epochs().get(3).testError()).isLessThan(trained.epochs().get(0).testError());
    assertThat(control.saved).hasSize(3);
  }

  @Test
  void metrics_are_what_the_protocol_says() {
    Killer control = new Killer(Integer.MAX_VALUE);
    Trained trained = run(Bench.training(1, 4), control);
    double[] losses = control.steps.stream().mapToDouble(Control.Step::loss).toArray();
    double sum = 0;
    for (int i = 5; i < 52; i++) {
      sum += losses[i];
    }
    assertThat(trained.metrics().get("train_loss_auc")).isCloseTo(sum / 47, within(1e-12));
    double last = 0;
    for (int i = 39; i < 52; i++) {
      last += losses[i] * (i == 51 ? 8 : 16);
    }
    assertThat(trained.metrics().get("train_loss")).isCloseTo(last / 200, within(1e-12));
    EpochRow row = trained.epochs().get(3);
    assertThat(trained.metrics())
        .containsEntry("test_error", row.testError())
        .containsEntry("test_loss", row.testLoss())
        .containsEntry("train_error", row.trainError())
        .containsOnlyKeys(
            "best_test_error",
            "test_error",
            "test_loss",
            "train_error",
            "train_loss",
            "train_loss_auc");
    assertThat(trained.epochs().get(0).trainError()).isNaN();
  }

  @Test
  void a_run_stopped_anywhere_any_number_of_times_ends_with_the_same_bits() {
    Property.holds(25, TrainerTest::endsWithTheSameBitsWhereverItIsStopped);
  }

  private static void endsWithTheSameBitsWhereverItIsStopped(Draw draw) {
    RunSpec spec = Bench.training(5, 3);
    Trained whole = run(spec, new Killer(Integer.MAX_VALUE));
    Killer control = new Killer(draw.between(1, 20));
    Optional<Trained> resumed = Optional.empty();
    while (resumed.isEmpty()) {
      try {
        resumed = Optional.of(run(spec, control));
      } catch (PreemptedException e) {
        control.stepsLeft = draw.between(1, 20);
      }
    }
    assertThat(control.steps).hasSize(3 * STEPS_PER_EPOCH);
    assertThat(resumed.get().metrics()).isEqualTo(whole.metrics());
    Snapshot expected = whole.model().orElseThrow();
    Snapshot found = resumed.get().model().orElseThrow();
    assertThat(found.step()).isEqualTo(expected.step());
    expected
        .tensors()
        .forEach((n, t) -> assertThat(found.tensor(n).data()).as(n).containsExactly(t.data()));
  }

  /** As engines do that keep a device busy: losses are told five at a time. */
  private static final class LateEngine extends FakeEngine {
    @Override
    public Learner learner(Network network, LearnerOptions options) {
      return new FakeLearner(network, options) {
        @Override
        public void trainAll(BatchStream batches, Rates rates, Losses losses) {
          int told = 0;
          while (batches.hasNext()) {
            List<Double> late = new ArrayList<>();
            List<Integer> sizes = new ArrayList<>();
            while (late.size() < 5 && batches.hasNext()) {
              Batch batch = batches.next();
              sizes.add(batch.size());
              late.add(train(batch, rates.at(told + late.size())));
            }
            for (int i = 0; i < late.size(); i++) {
              if (!losses.step(told++, sizes.get(i), late.get(i))) {
                return;
              }
            }
          }
        }
      };
    }
  }

  @Test
  void losses_told_late_are_all_in_the_checkpoint() {
    RunSpec spec = Bench.training(5, 2);
    Workplace late = new Workplace(new LateEngine(), new Device("cpu", "late"), 1);
    Killer control = new Killer(8);
    try (DatasetSource datasets = Bench.datasets()) {
      Trainer trainer = new Trainer(Bench.always());
      var dataset = datasets.get(spec.dataset());
      assertThatThrownBy(() -> trainer.run(spec, dataset, late, control))
          .isInstanceOf(PreemptedException.class);
      assertThat(control.saved.get(0).snapshot().step()).isEqualTo(10);
      control.stepsLeft = Integer.MAX_VALUE;
      assertThat(trainer.run(spec, dataset, late, control).metrics())
          .isEqualTo(run(spec, new Killer(1000)).metrics());
    }
  }

  /** Keeps images, not augmented, and takes every batch from them. */
  private static final class KeepingEngine extends FakeEngine {
    private int batches;

    @Override
    public Learner learner(Network network, LearnerOptions options) {
      return new FakeLearner(network, options) {
        @Override
        public Optional<Resident> keep(RawImages images) {
          return Optional.of(
              (plan, order, goOn, rates, losses) -> {
                int first = order.firstBatch() * order.batchSize();
                for (int i = 0; first < images.count() && goOn.getAsBoolean(); i++) {
                  int count = Math.min(order.batchSize(), images.count() - first);
                  Batch batch = batch(images, plan.index(), first, count);
                  first += count;
                  batches++;
                  losses.step(i, count, train(batch, rates.at(i)));
                }
              });
        }
      };
    }

    private static Batch batch(RawImages images, int[] index, int first, int count) {
      int values = images.imageSize().values();
      int pixels = values / images.imageSize().channels();
      float[][] tables = images.normalisation().tables();
      byte[] image = new byte[values];
      float[] inputs = new float[count * values];
      int[] labels = new int[count];
      for (int i = 0; i < count; i++) {
        images.copy(index[first + i], image, 0);
        labels[i] = images.labels()[index[first + i]];
        for (int j = 0; j < values; j++) {
          inputs[i * values + j] = tables[j / pixels][image[j] & 0xFF];
        }
      }
      return Batch.labelled(count, inputs, labels);
    }
  }

  @Test
  void images_that_an_engine_keeps_train_as_the_stream_does_however_often_it_is_stopped() {
    DatasetSpec images = new DatasetSpec("shapes10", 100, 20, 8, false);
    try (DatasetSource datasets = Bench.datasets()) {
      var dataset = datasets.get(images);
      RunSpec teacher = Bench.training(5, 2);
      RunSpec spec =
          new RunSpec(
              Protocol.TRAIN,
              "resnet-8-w4",
              "none",
              images,
              dataset.checksum(),
              teacher.recipe(),
              5,
              "fake");
      Trainer trainer = new Trainer(Bench.always());
      Trained streamed = trainer.run(spec, dataset, PLACE, Control.none());
      KeepingEngine engine = new KeepingEngine();
      Workplace keeping = new Workplace(engine, new Device("cpu", "keeping"), 1);
      Killer control = new Killer(3);
      assertThatThrownBy(() -> trainer.run(spec, dataset, keeping, control))
          .isInstanceOf(PreemptedException.class);
      assertThat(control.saved.get(0).snapshot().step()).isEqualTo(3);
      control.stepsLeft = Integer.MAX_VALUE;
      assertThat(trainer.run(spec, dataset, keeping, control).metrics())
          .isEqualTo(streamed.metrics());
      assertThat(engine.batches).isEqualTo(control.steps.size()).isEqualTo(14);
    }
  }

  @Test
  void checkpoints_within_an_epoch_change_nothing() {
    RunSpec spec = Bench.training(5, 2);
    Killer control = new Killer(Integer.MAX_VALUE);
    Trained often;
    try (DatasetSource datasets = Bench.datasets()) {
      often =
          new Trainer(new Trainer.Checkpointing(Duration.ZERO, Duration.ZERO))
              .run(spec, datasets.get(spec.dataset()), PLACE, control);
    }
    assertThat(control.saved).hasSizeGreaterThan(20);
    assertThat(often.metrics()).isEqualTo(run(spec, new Killer(1000)).metrics());
  }

  @Test
  void a_loss_that_is_not_a_number_is_a_divergence_and_not_an_error() {
    Trained trained = run(Bench.spec(Protocol.TRAIN, "none", 1, 40, 1e9), Control.none());
    assertThat(trained.outcome()).isEqualTo(RunRecord.Outcome.DIVERGED);
    assertThat(trained.detail()).containsPattern("the (training|test) loss became .* at step");
    assertThat(trained.metrics()).isEmpty();
    assertThat(trained.model()).isEmpty();
  }

  @Test
  void no_epochs_measure_the_network_as_it_is_initialised() {
    Trained trained = run(Bench.training(1, 0), Control.none());
    assertThat(trained.epochs()).isEmpty();
    assertThat(trained.metrics())
        .containsOnlyKeys("best_test_error", "test_error", "test_loss", "train_error");
  }

  @Test
  void both_arms_start_from_the_same_weights() {
    try (DatasetSource datasets = Bench.datasets()) {
      RunSpec none = Bench.training(3, 1);
      RunSpec last = Bench.spec(Protocol.TRAIN, "last@100%", 3, 1, 0.05);
      var dataset = datasets.get(none.dataset());
      Snapshot a = Networks.firstWeights(none, Networks.of(none, dataset));
      Snapshot b = Networks.firstWeights(last, Networks.of(last, dataset));
      a.tensors().forEach((n, t) -> assertThat(b.tensor(n).data()).as(n).containsExactly(t.data()));
    }
  }

  @Test
  void features_are_probed_without_training() {
    Trained trained = run(Bench.spec(Protocol.FEATURES, "none", 1, 0, 0.05), Control.none());
    assertThat(trained.metrics()).containsOnlyKeys("effective_rank", "feature_cosine");
    assertThat(trained.metrics().get("feature_cosine")).isBetween(0.0, 1.0);
    assertThat(trained.metrics().get("effective_rank")).isBetween(1.0, 16.0);
  }

  @Test
  void a_name_that_does_not_exist_is_refused_before_training() {
    RunSpec spec = Bench.spec(Protocol.TRAIN, "last@110%", 1, 1, 0.05);
    assertThatThrownBy(() -> run(spec, Control.none()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("last@110%");
  }
}
