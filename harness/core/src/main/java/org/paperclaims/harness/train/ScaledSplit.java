package org.paperclaims.harness.train;

import org.paperclaims.datasets.Batch;
import org.paperclaims.datasets.BatchStream;
import org.paperclaims.datasets.EpochOrder;
import org.paperclaims.datasets.Normalisation;
import org.paperclaims.datasets.Split;

/**
 * A split of images whose bytes are scaled otherwise. The bytes are found again exactly, so that a
 * model made elsewhere sees the very numbers that it was trained on.
 *
 * @param own how the split scales its bytes
 * @param wanted how the model's were scaled, red first
 * @param swapped whether the model reads blue first
 */
record ScaledSplit(Split images, Normalisation own, Normalisation wanted, boolean swapped)
    implements Split {
  private static final double BYTE = 255;

  ScaledSplit {
    if (own.mean().size() != wanted.mean().size()) {
      throw new IllegalArgumentException(
          "the images have %d channels, and the model's scaling %d"
              .formatted(own.mean().size(), wanted.mean().size()));
    }
  }

  @Override
  public int size() {
    return images.size();
  }

  @Override
  public BatchStream epoch(EpochOrder order) {
    return scaled(images.epoch(order));
  }

  @Override
  public BatchStream inOrder(int batchSize) {
    return scaled(images.inOrder(batchSize));
  }

  @Override
  public BatchStream tenCrops(int examples) {
    return scaled(images.tenCrops(examples));
  }

  private BatchStream scaled(BatchStream batches) {
    float[][] tables = wanted.tables();
    return new BatchStream() {
      @Override
      public boolean hasNext() {
        return batches.hasNext();
      }

      @Override
      public Batch next() {
        return scaled(batches.next(), tables);
      }

      @Override
      public void close() {
        batches.close();
      }
    };
  }

  private Batch scaled(Batch batch, float[][] tables) {
    int channels = tables.length;
    int plane = batch.inputs().length / batch.size() / channels;
    float[] from = batch.inputs();
    float[] to = new float[from.length];
    for (int image = 0; image < batch.size(); image++) {
      for (int channel = 0; channel < channels; channel++) {
        int start = (image * channels + channel) * plane;
        int into = (image * channels + (swapped ? channels - 1 - channel : channel)) * plane;
        double mean = own.mean().get(channel);
        double deviation = own.deviation().get(channel);
        for (int i = 0; i < plane; i++) {
          int pixel = (int) Math.round((from[start + i] * deviation + mean) * BYTE);
          to[into + i] = tables[channel][Math.max(0, Math.min((int) BYTE, pixel))];
        }
      }
    }
    return Batch.labelled(batch.size(), to, batch.labels());
  }
}
