package org.paperclaims.harness.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.paperclaims.datasets.Batch;
import org.paperclaims.datasets.RawImages;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.Snapshot;

class AugmentedEpochsTest {

  @Test
  void an_epoch_is_streamed_to_an_engine_that_keeps_no_images() {
    FakeLearner learner = new FakeLearner(false, 1);
    try (AugmentedEpochs epochs = new AugmentedEpochs(learner, 4, 3)) {
      epochs.train();
      epochs.train();
      assertThat(epochs.areKept()).isFalse();
    }
    assertThat(learner.told)
        .containsExactly(
            "4 streamed", "4 streamed", "4 streamed", "4 streamed", "4 streamed", "4 streamed");
  }

  @Test
  void an_engine_that_keeps_images_gets_the_plan_of_every_epoch() {
    FakeLearner learner = new FakeLearner(true, 1);
    try (AugmentedEpochs epochs = new AugmentedEpochs(learner, 4, 3)) {
      epochs.train();
      epochs.train();
      assertThat(epochs.areKept()).isTrue();
    }
    assertThat(learner.told)
        .containsExactly("12 kept", "epoch 0: 12 in batches of 4", "epoch 1: 12 in batches of 4");
  }

  @Test
  void a_training_that_diverged_is_not_timed() {
    for (boolean keeps : new boolean[] {false, true}) {
      FakeLearner learner = new FakeLearner(keeps, Double.NaN);
      try (AugmentedEpochs epochs = new AugmentedEpochs(learner, 4, 3)) {
        assertThatThrownBy(epochs::train).hasMessage("the loss of step 0 is NaN");
      }
    }
  }

  /** Notes what it is asked to train on. */
  private static final class FakeLearner implements Learner {
    private final boolean keeps;
    private final double loss;
    private final List<String> told = new ArrayList<>();

    FakeLearner(boolean keeps, double loss) {
      this.keeps = keeps;
      this.loss = loss;
    }

    @Override
    public double train(Batch batch, double learningRate) {
      told.add(batch.size() + " streamed");
      return loss;
    }

    @Override
    public Optional<Resident> keep(RawImages images) {
      if (!keeps) {
        return Optional.empty();
      }
      told.add(images.count() + " kept");
      return Optional.of(
          (plan, order, goOn, rates, losses) -> {
            told.add(
                "epoch %d: %d in batches of %d"
                    .formatted(order.epoch(), plan.index().length, order.batchSize()));
            losses.step(0, order.batchSize(), loss);
          });
    }

    @Override
    public void load(Snapshot snapshot) {}

    @Override
    public float[] predict(Batch batch) {
      throw new UnsupportedOperationException();
    }

    @Override
    public float[] predictWithBatchStatistics(Batch batch) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Snapshot snapshot() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }
}
