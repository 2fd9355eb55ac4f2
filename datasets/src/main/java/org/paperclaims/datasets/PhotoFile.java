package org.paperclaims.datasets;

/**
 * Decodes photographs by what they hold, whatever they are called: ImageNet's training set has one
 * PNG among its {@code .JPEG} files. Used by one thread; {@link #close} frees the decoder.
 */
final class PhotoFile implements PhotoReader, AutoCloseable {
  private final JpegFile jpeg = new JpegFile();
  private final PngFile png = new PngFile();

  @Override
  public Pixels pixels(String name, byte[] content, Framing framing) {
    FileKind kind = FileKind.of(content);
    return switch (kind) {
      case JPEG -> jpeg.pixels(name, content, framing);
      case PNG -> png.pixels(name, content, framing);
      default ->
          throw new DamagedDataException(
              name
                  + " cannot be decoded: at offset 0 it begins as "
                  + kind.words()
                  + ", allowed are JPEG and PNG");
    };
  }

  @Override
  public void close() {
    jpeg.close();
  }
}
