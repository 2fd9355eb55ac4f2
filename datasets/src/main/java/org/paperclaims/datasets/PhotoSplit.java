package org.paperclaims.datasets;

import java.util.Optional;

/** A split of photographs, each decoded when it is asked for. */
final class PhotoSplit extends ExampleSplit {
  private final Photos photos;
  private final Prefetcher prefetcher;

  PhotoSplit(Photos photos, Prefetcher prefetcher) {
    super(photos, prefetcher);
    this.photos = photos;
    this.prefetcher = prefetcher;
  }

  @Override
  public Optional<Pictures> pictures() {
    return Optional.of(photos);
  }

  @Override
  public BatchStream tenCrops(int examples) {
    return new ExampleSplit(new TenCrops(photos), prefetcher).inOrder(TenCrops.CROPS * examples);
  }
}
