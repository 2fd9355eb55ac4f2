package org.paperclaims.datasets;

/**
 * Images of a {@link DatasetProvider}, by index from 0 on. Must be safe for use by several threads,
 * and give the same bytes each time.
 */
public interface LabelledImages {
  /** Count the images. */
  int count();

  /** Give the class of an image: a place in {@link DatasetProvider#labels}. */
  int label(int index);

  /**
   * Write an image: its channels one after the other, each row by row from the top.
   *
   * @param into from its beginning, 0 for dark and 255 for light; it may be longer than an image
   */
  void read(int index, byte[] into);
}
