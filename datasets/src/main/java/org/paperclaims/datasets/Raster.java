package org.paperclaims.datasets;

/**
 * One image as bytes, channels x height x width, in a buffer that is used again. One thread's
 * scratch: nothing here is shared.
 */
final class Raster {
  private byte[] data = new byte[0];
  private int channels;
  private int height;
  private int width;

  /** Take on a shape; what the pixels hold is then unspecified. */
  void reshape(int newChannels, int newHeight, int newWidth) {
    int size = newChannels * newHeight * newWidth;
    if (data.length < size) {
      data = new byte[size];
    }
    channels = newChannels;
    height = newHeight;
    width = newWidth;
  }

  void reshape(ImageSize size) {
    reshape(size.channels(), size.height(), size.width());
  }

  /** Give the buffer, which may be longer than the image. */
  byte[] data() {
    return data;
  }

  /** Give the image as it lies in the buffer, until it takes on another shape. */
  Pixels pixels() {
    int[] first = new int[channels];
    for (int channel = 0; channel < channels; channel++) {
      first[channel] = channel * height * width;
    }
    return new Pixels(data, first, width, 1, height, width);
  }

  int channels() {
    return channels;
  }

  int height() {
    return height;
  }

  int width() {
    return width;
  }

  int values() {
    return channels * height * width;
  }
}
