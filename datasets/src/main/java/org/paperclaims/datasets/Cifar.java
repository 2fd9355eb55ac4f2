package org.paperclaims.datasets;

import java.util.List;

/**
 * CIFAR-10 and CIFAR-100 (Krizhevsky, "Learning Multiple Layers of Features from Tiny Images",
 * 2009): 50,000 training and 10,000 test photographs of 32x32 pixels in 10 or 100 classes, in their
 * binary form. A record is one label byte (CIFAR-100: a coarse and a fine one), then 3072 pixels.
 *
 * @param card the training files, then the test file
 * @param labelBytes label bytes a record; the last is the class
 */
record Cifar(DatasetCard card, int labelBytes, List<String> labels, Normalisation normalisation)
    implements Source {
  private static final ImageSize SIZE = new ImageSize(3, 32, 32);

  @Override
  public String name() {
    return card.name();
  }

  @Override
  public Dataset open(DatasetSpec spec, DataFolder folder, Prefetcher prefetcher) {
    folder.verify(card);
    List<MappedBytes> files = card.files().stream().map(f -> folder.map(card, f)).toList();
    int last = files.size() - 1;
    return new StoredImages(
            images(files.subList(0, last)),
            images(files.subList(last, last + 1)),
            labels,
            normalisation,
            Checksum.of(card))
        .choose(spec, prefetcher);
  }

  private Images images(List<MappedBytes> files) {
    return new RecordImages(files, SIZE, labelBytes, labels.size());
  }
}
