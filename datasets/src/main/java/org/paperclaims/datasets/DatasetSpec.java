package org.paperclaims.datasets;

/**
 * Which data, and how much of it.
 *
 * @param name such as {@code cifar10}, {@code cifar100}, {@code shapes10}, {@code linear-teacher}
 * @param images training images, a stratified subset by a fixed seed; 0 for all
 * @param testImages test images, chosen in the same way; 0 for all
 * @param pixels side that images are average-pooled to; 0 for their own
 * @param validation take the test images from the training set, disjoint from the training images,
 *     so that something can be tuned without looking at the test set
 */
public record DatasetSpec(String name, int images, int testImages, int pixels, boolean validation) {
  /** Make the spec of a whole data set as it is. */
  public static DatasetSpec whole(String name) {
    return new DatasetSpec(name, 0, 0, 0, false);
  }
}
