package org.paperclaims.datasets;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes PNG in every colour model and depth into red, green and blue of 8 bits: of 16 bits the
 * higher 8 are taken, and what is transparent shows its colour, as Pillow's {@code convert("RGB")}
 * does. No gamma and no profile is applied.
 */
final class PngFile implements PhotoReader {
  @Override
  public Pixels pixels(String name, byte[] content, Framing framing) {
    try {
      PngChunks png = PngChunks.of(content);
      Crop part = framing.choose(png.height(), png.width());
      return pixels(read(png, part));
    } catch (IOException e) {
      throw new DamagedDataException(name + " cannot be decoded as PNG: " + e.getMessage(), e);
    }
  }

  private static BufferedImage read(PngChunks png, Crop part) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("png");
    if (!readers.hasNext()) {
      throw new IllegalStateException("this Java has no PNG decoder");
    }
    ImageReader reader = readers.next();
    try (MemoryCacheImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(png.content()))) {
      reader.setInput(in, true, true);
      ImageReadParam region = reader.getDefaultReadParam();
      region.setSourceRegion(new Rectangle(part.left(), part.top(), part.width(), part.height()));
      try {
        return reader.read(0, region);
      } catch (IOException | RuntimeException e) {
        // Decoders throw what they like when the bytes are not what they should be.
        throw new IOException(e + ", at offset " + in.getStreamPosition(), e);
      }
    } finally {
      reader.dispose();
    }
  }

  private static Pixels pixels(BufferedImage image) {
    WritableRaster samples = image.getRaster();
    int height = image.getHeight();
    int width = image.getWidth();
    int plane = height * width;
    Raster planes = new Raster();
    planes.reshape(3, height, width);
    byte[] out = planes.data();
    int bands = samples.getNumBands();
    int depth = samples.getSampleModel().getSampleSize(0);
    int[] row = new int[width * bands];
    for (int y = 0, o = 0; y < height; y++) {
      samples.getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++, o++) {
        int first = x * bands;
        if (image.getColorModel() instanceof IndexColorModel palette) {
          out[o] = (byte) palette.getRed(row[first]);
          out[plane + o] = (byte) palette.getGreen(row[first]);
          out[2 * plane + o] = (byte) palette.getBlue(row[first]);
        } else {
          int colours = bands < 3 ? 0 : 1;
          out[o] = (byte) (row[first] >> (depth - 8));
          out[plane + o] = (byte) (row[first + colours] >> (depth - 8));
          out[2 * plane + o] = (byte) (row[first + 2 * colours] >> (depth - 8));
        }
      }
    }
    return planes.pixels();
  }
}
