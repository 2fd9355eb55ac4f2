package org.paperclaims.harness.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.paperclaims.datasets.Augmentation;
import org.paperclaims.datasets.BatchStream;
import org.paperclaims.datasets.Dataset;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.datasets.Datasets;
import org.paperclaims.datasets.EpochOrder;
import org.paperclaims.datasets.RawImages;
import org.paperclaims.harness.engine.Learner;

/**
 * Epochs of images of the embedded data set, shifted and flipped, that a learner trains on as the
 * trainer has it: from images that the engine keeps on its device if it would, else from a stream.
 */
final class AugmentedEpochs implements AutoCloseable {
  private static final Augmentation AUGMENTATION = new Augmentation(List.of("pad-crop-4", "flip"));
  private static final double RATE = 0.01;

  private final Learner learner;
  private final Dataset dataset;
  private final Optional<RawImages> raw;
  private final Optional<Learner.Resident> resident;
  private final int batch;
  private int epoch;

  /** Open as many images as the steps of an epoch need, and give them to the learner to keep. */
  AugmentedEpochs(Learner learner, int batch, int steps) {
    this.learner = learner;
    this.batch = batch;
    this.dataset =
        new Datasets(Path.of("datasets"), 1)
            .open(new DatasetSpec("shapes10", Math.multiplyExact(batch, steps), 10, 0, false));
    this.raw = dataset.train().raw();
    this.resident = raw.flatMap(learner::keep);
  }

  /** Tell whether the learner keeps the images on its device. */
  boolean areKept() {
    return resident.isPresent();
  }

  /**
   * Train the next epoch; when this returns, all its losses were read.
   *
   * @throws IllegalStateException if a loss is no number: whoever computes with such is not timed
   */
  void train() {
    EpochOrder order = new EpochOrder(1, epoch++, batch, AUGMENTATION, 0);
    if (raw.isPresent() && resident.isPresent()) {
      resident
          .get()
          .train(
              raw.get().plan(order).orElseThrow(),
              order,
              () -> true,
              i -> RATE,
              AugmentedEpochs::told);
    } else {
      try (BatchStream batches = dataset.train().epoch(order)) {
        learner.trainAll(batches, i -> RATE, AugmentedEpochs::told);
      }
    }
  }

  private static boolean told(int step, int size, double loss) {
    if (!Double.isFinite(loss)) {
      throw new IllegalStateException("the loss of step " + step + " is " + loss);
    }
    return true;
  }

  @Override
  public void close() {
    dataset.close();
  }
}
