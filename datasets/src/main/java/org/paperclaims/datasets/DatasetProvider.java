package org.paperclaims.datasets;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Brings a data set to this project's: labelled images of one size, in files or made by code. Found
 * with {@link java.util.ServiceLoader}, so an implementation has a public constructor without
 * parameters, which must be cheap, and its name stands in a file {@code
 * META-INF/services/org.paperclaims.datasets.DatasetProvider}.
 *
 * <p>All but {@link #images} must be known before any file is read: records are read where the data
 * may not lie. Subsets, pooling, augmentation and validation images are made by the harness.
 */
public interface DatasetProvider {
  /** Give the name that records use. */
  String name();

  /** Name the classes, in the order of their numbers. */
  List<String> labels();

  /** Give the size of all images: square, of 1 or 3 channels. */
  ImageSize size();

  /** Give the statistics of the whole training set, by channel. */
  Normalisation normalisation();

  /** Count the training images. */
  int trained();

  /** Count the test images. */
  int tested();

  /**
   * Say which files it is read from; they are verified before {@link #images} is called.
   *
   * @return empty if it needs no files below {@code datasets.dir}, because it is made by code or
   *     lies on the class path
   */
  default Optional<DatasetCard> card() {
    return Optional.empty();
  }

  /**
   * Name the version of images that no card's checksums tell apart: change it when the images
   * change, for it stands in every run's fingerprint in their place.
   */
  default String version() {
    return "1";
  }

  /** A part of a data set; no two share an image. */
  enum Part {
    /** The images that networks learn from. */
    TRAIN,
    /** The images that they are tested on. */
    TEST
  }

  /**
   * Give the images of a part.
   *
   * @param folder that the card's files lie in; where there is no card, that of all data sets
   * @throws DamagedDataException if a file is not what its format says
   */
  LabelledImages images(Part part, Path folder);
}
