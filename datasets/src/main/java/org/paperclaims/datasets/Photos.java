package org.paperclaims.datasets;

import java.util.List;

/**
 * Photographs of any size as examples of one size. Evaluation scales the shorter side to 8/7 of the
 * crop (256 for 224) and takes the centre (Krizhevsky et al. 2012); training does the same, or
 * where the augmentation begins with {@code scale-aspect} crops and scales the whole photograph
 * (Szegedy et al. 2015).
 *
 * @param pixels the crop's side
 */
record Photos(List<Photo> photos, int pixels, Normalisation normalisation)
    implements Examples, Pictures {
  /** Few enough that a batch is decoded by all threads at once. */
  private static final int SLICE = 8;

  @Override
  public int count() {
    return photos.size();
  }

  @Override
  public int inputs() {
    return 3 * pixels * pixels;
  }

  @Override
  public int targets() {
    return 0;
  }

  @Override
  public int slice() {
    return SLICE;
  }

  @Override
  public ImageSize imageSize() {
    return new ImageSize(3, pixels, pixels);
  }

  @Override
  public int[] labels() {
    return photos.stream().mapToInt(Photo::label).toArray();
  }

  @Override
  public void copy(int index, byte[] into, int offset) {
    Raster crop = new Raster();
    crop.reshape(imageSize());
    photos.get(index).decode(Photos::centre, crop);
    System.arraycopy(crop.data(), 0, into, offset, crop.values());
  }

  @Override
  public Writer plain() {
    return writer(new EpochOrder(0, 0, 1, Augmentation.none(), 0));
  }

  @Override
  public Writer augmented(EpochOrder order) {
    return writer(order);
  }

  private Writer writer(EpochOrder order) {
    List<Step> steps = order.augmentation().parsed();
    float[][] tables = normalisation.tables();
    byte[] mean = normalisation.meanBytes();
    Raster first = new Raster();
    Raster second = new Raster();
    return (index, batch, slot) -> {
      first.reshape(3, pixels, pixels);
      Raster from = first;
      Raster to = second;
      int done = 0;
      if (!steps.isEmpty() && steps.get(0) instanceof ScaleAspect crop) {
        Draws draws = Draws.of(order.seed(), order.epoch(), index, 0);
        photos.get(index).decode((height, width) -> crop.draw(height, width, draws), from);
        done = 1;
      } else {
        photos.get(index).decode(Photos::centre, from);
      }
      for (int s = done; s < steps.size(); s++) {
        steps.get(s).apply(from, to, mean, Draws.of(order.seed(), order.epoch(), index, s));
        Raster swapped = from;
        from = to;
        to = swapped;
      }
      finish(index, from, tables, batch, slot);
    };
  }

  /** Normalise a crop of a photograph and write it into its slot. */
  void finish(int index, Raster crop, float[][] tables, UnfinishedBatch batch, int slot) {
    batch.labels()[slot] = photos.get(index).label();
    byte[] data = crop.data();
    float[] out = batch.inputs();
    int start = slot * inputs();
    for (int channel = 0, i = 0; channel < 3; channel++) {
      float[] table = tables[channel];
      for (int end = i + pixels * pixels; i < end; i++) {
        out[start + i] = table[data[i] & 0xFF];
      }
    }
  }

  /** Give the middle square whose side is 7/8 of the photograph's shorter side. */
  private static Crop centre(int height, int width) {
    int side = Math.max(1, Math.min(height, width) * 7 / 8);
    return new Crop((height - side) / 2, (width - side) / 2, side, side);
  }
}
