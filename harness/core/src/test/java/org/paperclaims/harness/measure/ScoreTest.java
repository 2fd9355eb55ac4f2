package org.paperclaims.harness.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.paperclaims.datasets.Batch;
import org.paperclaims.datasets.BatchStream;
import org.paperclaims.datasets.EpochOrder;
import org.paperclaims.datasets.ImageSize;
import org.paperclaims.datasets.Split;
import org.paperclaims.datasets.Task;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.Snapshot;

class ScoreTest {
  /** Two classes; the outputs are the inputs. */
  private static final class Echo implements Learner {
    @Override
    public float[] predict(Batch batch) {
      return batch.inputs();
    }

    @Override
    public void load(Snapshot snapshot) {
      throw new UnsupportedOperationException();
    }

    @Override
    public double train(Batch batch, double learningRate) {
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

  /** Batches in their order, such as of ten crops of each of some examples. */
  private record Crops(List<Batch> batches) implements Split {
    @Override
    public int size() {
      return batches.stream().mapToInt(Batch::size).sum() / 10;
    }

    @Override
    public BatchStream tenCrops(int examples) {
      Iterator<Batch> all = batches.iterator();
      return new BatchStream() {
        @Override
        public boolean hasNext() {
          return all.hasNext();
        }

        @Override
        public Batch next() {
          return all.next();
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public BatchStream epoch(EpochOrder order) {
      throw new UnsupportedOperationException();
    }

    @Override
    public BatchStream inOrder(int batchSize) {
      return tenCrops(batchSize);
    }
  }

  @Test
  void ten_crops_are_judged_by_the_mean_of_their_probabilities() {
    // Nine crops lean towards class 1 (0.4 to 0.6), one is sure of class 0.
    float[] outputs = new float[20];
    for (int crop = 0; crop < 9; crop++) {
      outputs[2 * crop + 1] = (float) Math.log(0.6 / 0.4);
    }
    outputs[18] = 100;
    double first = (9 * 0.4 + 1) / 10;
    Batch wrong = Batch.labelled(10, outputs, new int[10]);
    int[] ones = new int[10];
    Arrays.fill(ones, 1);
    Batch right = Batch.labelled(10, outputs, ones);
    Score score =
        Score.ofTenCrops(
            new Echo(), new Crops(List.of(wrong, right, right)), new ImageSize(3, 224, 224));
    assertThat(score.error()).isCloseTo(100.0 / 3, within(1e-9));
    assertThat(score.loss())
        .isCloseTo((-Math.log(first) - 2 * Math.log(1 - first)) / 3, within(1e-6));
  }

  @Test
  void heat_maps_are_judged_by_their_last_stage_and_lose_by_every_stage() {
    Task.HeatMaps task = new Task.HeatMaps(List.of("hand"), 1, 1, 4);
    // Two examples, two stages of two maps of one cell; the targets are 1, 0 and 0, 1.
    float[] outputs = {3, 0, 1, 1, 0, 1, 0, 1};
    float[] targets = {1, 0, 0, 1};
    Batch batch = Batch.targeted(2, outputs, targets);
    Score score = Score.of(new Echo(), new Crops(List.of(batch)), new ImageSize(4, 1, 1), task);
    assertThat(score.loss()).isCloseTo((4 + 1) / 4.0, within(1e-9));
    double variance = 0.25;
    assertThat(score.error()).isCloseTo(1 / 4.0 / variance, within(1e-9));
    assertThat(score.answers()).isEmpty();
  }

  @Test
  void a_crop_that_gives_no_number_is_wrong() {
    float[] outputs = new float[20];
    outputs[4] = Float.NaN;
    Batch batch = Batch.labelled(10, outputs, new int[10]);
    Score score =
        Score.ofTenCrops(new Echo(), new Crops(List.of(batch)), new ImageSize(3, 224, 224));
    assertThat(score.error()).isEqualTo(100);
    assertThat(score.loss()).isNaN();
  }
}
