package org.paperclaims.datasets;

/** Images of one size with a body in each, by index from 0 on. Safe for use by several threads. */
interface PosedImages extends Poses {
  int count();

  ImageSize size();

  /** Copy an image. */
  void read(int index, Raster into);
}
