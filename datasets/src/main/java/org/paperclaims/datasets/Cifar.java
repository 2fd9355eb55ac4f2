package org.paperclaims.datasets;

import java.util.List;
import java.util.Optional;

/**
 * CIFAR-10 and CIFAR-100 (Krizhevsky, "Learning Multiple Layers of Features from Tiny Images",
 * 2009): 50,000 training and 10,000 test photographs of 32x32 pixels in 10 or 100 classes, in their
 * binary form. A record is one label byte (CIFAR-100: a coarse and a fine one), then 3072 pixels.
 *
 * @param about the training files, then the test file
 * @param labelBytes label bytes a record; the last is the class
 */
record Cifar(DatasetCard about, int labelBytes, List<String> labels, Normalisation normalisation)
    implements Source {
  private static final int TRAIN = 50_000;
  private static final int TEST = 10_000;
  private static final ImageSize SIZE = new ImageSize(3, 32, 32);

  @Override
  public String name() {
    return about.name();
  }

  @Override
  public Optional<DatasetCard> card() {
    return Optional.of(about);
  }

  @Override
  public DatasetOutline outline() {
    return DatasetOutline.images(TRAIN, TEST, labels.size(), SIZE.height());
  }

  @Override
  public Dataset open(DatasetSpec spec, DataFolder folder, Prefetcher prefetcher) {
    folder.verify(about);
    List<MappedBytes> mapped = about.files().stream().map(f -> folder.map(about, f)).toList();
    int last = mapped.size() - 1;
    return new StoredImages(
            images(mapped.subList(0, last)),
            images(mapped.subList(last, last + 1)),
            labels,
            normalisation,
            Checksum.of(about))
        .choose(spec, prefetcher);
  }

  private Images images(List<MappedBytes> mapped) {
    return new RecordImages(mapped, SIZE, labelBytes, labels.size());
  }
}
