package org.paperclaims.datasets;

/** Labelled images of one size as bytes, as they are, for a person or a program to look at. */
public interface Pictures {
  /** Count the images. */
  int count();

  /** Give the size of each. */
  ImageSize imageSize();

  /** Copy one image, channels x height x width, to {@code into[offset...]}. */
  void copy(int index, byte[] into, int offset);

  /** Give every image's class, from 0 on. */
  int[] labels();

  /** Give what makes bytes into inputs. */
  Normalisation normalisation();
}
