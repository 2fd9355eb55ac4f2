package org.paperclaims.datasets;

import java.util.List;

/**
 * A data set of images as it is stored, whole.
 *
 * @param checksum as {@link Dataset#checksum} gives it
 */
record StoredImages(
    Images train, Images test, List<String> labels, Normalisation normalisation, String checksum) {
  /** The number of validation images that are taken from a training set, if none is given. */
  private static final int VALIDATION_SHARE = 10;

  /** Choose the images that the spec asks for. */
  Dataset choose(DatasetSpec spec, Prefetcher prefetcher) {
    Images chosenTrain;
    Images chosenTest;
    if (spec.validation()) {
      int held = spec.testImages() > 0 ? spec.testImages() : train.count() / VALIDATION_SHARE;
      int kept = spec.images() > 0 ? spec.images() : train.count() - held;
      if (kept < 1 || held < 1 || (long) kept + held > train.count()) {
        throw new DatasetException(
            String.format(
                "%s has %d training images: not enough for %d training and %d validation images",
                spec.name(), train.count(), kept, held));
      }
      // The subset comes from one end of the order and the validation images from the other: the
      // same subset is trained on with and without validation.
      Stratified order = new Stratified(train.count(), train::label);
      chosenTrain = new SubsetImages(train, order.first(kept));
      chosenTest = new SubsetImages(train, order.last(held));
    } else {
      chosenTrain = subset(train, spec.images(), spec.name() + " has %d training images, not %d");
      chosenTest = subset(test, spec.testImages(), spec.name() + " has %d test images, not %d");
    }
    return opened(spec, chosenTrain, chosenTest, prefetcher);
  }

  /** Open all of the images, whose number is the spec's already, in the size that it asks for. */
  Dataset all(DatasetSpec spec, Prefetcher prefetcher) {
    return opened(spec, train, test, prefetcher);
  }

  private Dataset opened(
      DatasetSpec spec, Images chosenTrain, Images chosenTest, Prefetcher prefetcher) {
    Images openedTrain = pooled(chosenTrain, spec.pixels());
    Images openedTest = pooled(chosenTest, spec.pixels());
    return new OpenedDataset(
        spec,
        new Task.Classification(labels),
        openedTrain.size(),
        new ImageSplit(openedTrain, normalisation, prefetcher),
        new ImageSplit(openedTest, normalisation, prefetcher),
        checksum,
        prefetcher);
  }

  private static Images pooled(Images images, int pixels) {
    return pixels == 0 ? images : new PooledImages(images, pixels);
  }

  private static Images subset(Images all, int wanted, String message) {
    if (wanted == 0 || wanted == all.count()) {
      return all;
    }
    if (wanted < 0 || wanted > all.count()) {
      throw new DatasetException(String.format(message, all.count(), wanted) + "; 0 means all");
    }
    return new SubsetImages(all, new Stratified(all.count(), all::label).first(wanted));
  }
}
