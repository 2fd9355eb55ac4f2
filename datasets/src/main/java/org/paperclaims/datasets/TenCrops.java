package org.paperclaims.datasets;

/**
 * Ten crops of every photograph, one after the other (Krizhevsky et al. 2012, section 4.1): the
 * middle square, scaled to 8/7 of the crop's side (256 for 224), gives its four corners and its
 * centre, and then the same five mirrored. Example i is crop i mod 10 of photograph i / 10.
 */
record TenCrops(Photos photos) implements Examples {
  static final int CROPS = 10;
  private static final int PLACES = 5;

  @Override
  public int count() {
    return Math.multiplyExact(CROPS, photos.count());
  }

  @Override
  public int inputs() {
    return photos.inputs();
  }

  @Override
  public int targets() {
    return photos.targets();
  }

  /** A photograph is decoded once: its crops are one task. */
  @Override
  public int slice() {
    return CROPS;
  }

  @Override
  public Writer plain() {
    Raster square = new Raster();
    Raster crop = new Raster();
    float[][] tables = photos.normalisation().tables();
    int[] decoded = {-1};
    return (index, batch, slot) -> {
      int photo = index / CROPS;
      if (decoded[0] != photo) {
        int side = photos.pixels() * 8 / 7;
        square.reshape(3, side, side);
        photos.photos().get(photo).decode(TenCrops::middle, square);
        decoded[0] = photo;
      }
      cut(square, index % CROPS, crop);
      photos.finish(photo, crop, tables, batch, slot);
    };
  }

  @Override
  public Writer augmented(EpochOrder order) {
    throw new IllegalStateException("ten crops are for evaluation");
  }

  private void cut(Raster square, int number, Raster to) {
    int pixels = photos.pixels();
    int room = square.width() - pixels;
    int place = number % PLACES;
    int top = place == PLACES - 1 ? room / 2 : place / 2 * room;
    int left = place == PLACES - 1 ? room / 2 : place % 2 * room;
    boolean mirrored = number >= PLACES;
    Pixels all = square.pixels();
    int[] first = all.first().clone();
    for (int channel = 0; channel < first.length; channel++) {
      first[channel] += top * all.down() + left + (mirrored ? pixels - 1 : 0);
    }
    new Pixels(all.data(), first, all.down(), mirrored ? -1 : 1, pixels, pixels).copy(to);
  }

  private static Crop middle(int height, int width) {
    int side = Math.min(height, width);
    return new Crop((height - side) / 2, (width - side) / 2, side, side);
  }
}
