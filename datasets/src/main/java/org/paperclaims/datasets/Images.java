package org.paperclaims.datasets;

/** Labelled images of one size, by index from 0 on. Safe for use by several threads. */
interface Images {
  int count();

  ImageSize size();

  /** Give the class of an image, from 0 on. */
  int label(int index);

  /** Copy an image. */
  void read(int index, Raster into);
}
