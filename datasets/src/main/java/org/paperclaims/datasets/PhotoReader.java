package org.paperclaims.datasets;

/** Decodes photographs of one format, or of several. */
interface PhotoReader {
  /** The largest photograph of ImageNet has less; a header that lies could ask for 4 billion. */
  int MOST_PIXELS = 1 << 26;

  /**
   * Decode a part of a file. Damage outside of that part may stay unnoticed.
   *
   * @param name of the file, for the message
   * @param content all of its bytes
   * @return red, green and blue
   * @throws DamagedDataException if it cannot be decoded; names the file and the offset reached
   */
  Pixels pixels(String name, byte[] content, Framing framing);

  /**
   * Decode a file.
   *
   * @throws DamagedDataException as {@link #pixels} does
   */
  default void decode(String name, byte[] content, Raster into) {
    pixels(name, content, (height, width) -> new Crop(0, 0, height, width)).copy(into);
  }

  /**
   * Decode a part of a file, scaled to the shape of {@code into}.
   *
   * @throws DamagedDataException as {@link #pixels} does
   */
  default void decode(String name, byte[] content, Framing framing, Raster into) {
    Pixels part = pixels(name, content, framing);
    new Crop(0, 0, part.height(), part.width()).shrink(part, into);
  }
}
