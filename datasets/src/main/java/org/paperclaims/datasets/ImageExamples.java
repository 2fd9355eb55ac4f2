package org.paperclaims.datasets;

import java.util.List;

/** Images as examples: read, augmented as bytes, normalised. */
final class ImageExamples implements Examples {
  private final Images images;
  private final ImageSize size;
  private final float[][] tables;
  private final byte[] mean;

  ImageExamples(Images images, Normalisation normalisation) {
    this.images = images;
    this.size = images.size();
    this.tables = normalisation.tables();
    this.mean = normalisation.meanBytes();
  }

  @Override
  public int count() {
    return images.count();
  }

  @Override
  public int inputs() {
    return size.values();
  }

  @Override
  public int targets() {
    return 0;
  }

  @Override
  public Writer plain() {
    Raster image = new Raster();
    return (index, batch, slot) -> {
      images.read(index, image);
      finish(index, image, batch, slot);
    };
  }

  @Override
  public Writer augmented(EpochOrder order) {
    List<Step> steps = order.augmentation().parsed();
    Raster first = new Raster();
    Raster second = new Raster();
    return (index, batch, slot) -> {
      images.read(index, first);
      Raster from = first;
      Raster to = second;
      for (int s = 0; s < steps.size(); s++) {
        steps.get(s).apply(from, to, mean, Draws.of(order.seed(), order.epoch(), index, s));
        Raster swapped = from;
        from = to;
        to = swapped;
      }
      finish(index, from, batch, slot);
    };
  }

  private void finish(int index, Raster image, UnfinishedBatch batch, int slot) {
    batch.labels()[slot] = images.label(index);
    byte[] data = image.data();
    float[] out = batch.inputs();
    int pixels = size.height() * size.width();
    int start = slot * size.values();
    for (int channel = 0, i = 0; channel < size.channels(); channel++) {
      float[] table = tables[channel];
      for (int end = i + pixels; i < end; i++) {
        out[start + i] = table[data[i] & 0xFF];
      }
    }
  }
}
