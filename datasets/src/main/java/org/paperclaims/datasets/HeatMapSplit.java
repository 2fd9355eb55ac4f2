package org.paperclaims.datasets;

import java.util.Optional;

/** A split of images with bodies, whose targets are heat maps. */
final class HeatMapSplit extends ExampleSplit implements Pictures {
  private final PosedImages images;
  private final Normalisation normalisation;

  HeatMapSplit(
      PosedImages images,
      Normalisation normalisation,
      HeatMapPainter painter,
      Prefetcher prefetcher) {
    super(new Posed(images, normalisation.tables(), painter), prefetcher);
    this.images = images;
    this.normalisation = normalisation;
  }

  @Override
  public Optional<Poses> poses() {
    return Optional.of(images);
  }

  @Override
  public Optional<Pictures> pictures() {
    return Optional.of(this);
  }

  @Override
  public int count() {
    return images.count();
  }

  @Override
  public ImageSize imageSize() {
    return images.size();
  }

  @Override
  public void copy(int index, byte[] into, int offset) {
    Raster image = new Raster();
    images.read(index, image);
    System.arraycopy(image.data(), 0, into, offset, image.values());
  }

  /** Give a 0 for each image: all show the one kind of body. */
  @Override
  public int[] labels() {
    return new int[images.count()];
  }

  @Override
  public Normalisation normalisation() {
    return normalisation;
  }

  /** Images and their maps as examples. */
  private record Posed(PosedImages images, float[][] tables, HeatMapPainter painter)
      implements Examples {
    @Override
    public int count() {
      return images.count();
    }

    @Override
    public int inputs() {
      return images.size().values();
    }

    @Override
    public int targets() {
      return painter.task().targets();
    }

    @Override
    public Writer plain() {
      Raster image = new Raster();
      int pixels = images.size().height() * images.size().width();
      return (index, batch, slot) -> {
        images.read(index, image);
        int values = images.size().values();
        for (int i = 0; i < values; i++) {
          batch.inputs()[slot * values + i] = tables[i / pixels][image.data()[i] & 0xFF];
        }
        painter.paint(images.of(index), batch.targets(), slot * targets());
      };
    }

    @Override
    public Writer augmented(EpochOrder order) {
      if (!order.augmentation().steps().isEmpty()) {
        throw new DatasetException(
            "an image with heat maps is not augmented, for its maps would stay behind: leave"
                + " augmentation empty, found "
                + order.augmentation().steps());
      }
      return plain();
    }
  }
}
