package org.paperclaims.datasets;

import java.util.Optional;

/** A split of images of one size. */
final class ImageSplit extends ExampleSplit implements RawImages {
  private final Images images;
  private final Normalisation normalisation;

  ImageSplit(Images images, Normalisation normalisation, Prefetcher prefetcher) {
    super(new ImageExamples(images, normalisation), prefetcher);
    this.images = images;
    this.normalisation = normalisation;
  }

  @Override
  public Optional<RawImages> raw() {
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

  @Override
  public int[] labels() {
    int[] labels = new int[images.count()];
    for (int index = 0; index < labels.length; index++) {
      labels[index] = images.label(index);
    }
    return labels;
  }

  @Override
  public Normalisation normalisation() {
    return normalisation;
  }

  @Override
  public Optional<EpochPlan> plan(EpochOrder order) {
    return EpochPlan.of(order, shuffle(order, images.count()));
  }
}
