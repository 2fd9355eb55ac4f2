package org.paperclaims.datasets;

/**
 * Where the pixels of an image lie among bytes: that of channel c at (row, column) is {@code
 * data[first[c] + row * down + column * right]}. An image is turned, mirrored and read from any
 * layout without a copy. The arrays are not copied: treat them as read only.
 *
 * @param first of each channel, the place of the pixel above on the left
 */
record Pixels(byte[] data, int[] first, int down, int right, int height, int width) {
  /** Copy the image. */
  void copy(Raster to) {
    to.reshape(first.length, height, width);
    byte[] out = to.data();
    for (int channel = 0, o = 0; channel < first.length; channel++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0, i = first[channel] + y * down; x < width; x++, i += right, o++) {
          out[o] = data[i];
        }
      }
    }
  }
}
