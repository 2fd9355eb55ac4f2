package org.paperclaims.datasets;

import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEG;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegment;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegmentUtil;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;

/**
 * Decodes photographs: JPEG in grey, colour or CMYK, turned upright as their EXIF data says. Used
 * by one thread; {@link #close} frees the decoder.
 */
final class JpegFile implements AutoCloseable {
  private static final int UPRIGHT = 1;
  private final ImageReader reader;

  JpegFile() {
    // By its class: the JDK's own decoder, which knows no CMYK, answers to the format's name too.
    JPEGImageReaderSpi decoder =
        IIORegistry.getDefaultInstance().getServiceProviderByClass(JPEGImageReaderSpi.class);
    if (decoder == null) {
      throw new IllegalStateException("TwelveMonkeys' JPEG decoder is not on the class path");
    }
    try {
      this.reader = decoder.createReaderInstance(null);
    } catch (IOException e) {
      throw new IllegalStateException("the JPEG decoder does not start", e);
    }
  }

  /**
   * Decode a file.
   *
   * @param name of the file, for the message
   * @param content all of its bytes
   * @throws DamagedDataException if it cannot be decoded; names the file and the offset reached
   */
  void decode(String name, byte[] content, Raster into) {
    ByteArrayImageInputStream stream = new ByteArrayImageInputStream(content);
    try {
      reader.setInput(stream);
      BufferedImage image = reader.read(0);
      copy(image, orientation(content), into);
    } catch (IOException | RuntimeException e) {
      // Decoders throw what they like when the bytes are not what they should be.
      throw new DamagedDataException(
          name + " cannot be decoded as JPEG: " + e + ", at offset " + position(stream), e);
    } finally {
      reader.reset();
    }
  }

  private static long position(ByteArrayImageInputStream stream) {
    try {
      return stream.getStreamPosition();
    } catch (IOException closed) {
      return 0;
    }
  }

  @Override
  public void close() {
    reader.dispose();
  }

  /** Give the EXIF orientation, 1 to 8; upright if the file says nothing sensible. */
  private static int orientation(byte[] content) {
    try {
      List<JPEGSegment> exif =
          JPEGSegmentUtil.readSegments(new ByteArrayImageInputStream(content), JPEG.APP1, "Exif");
      if (exif.isEmpty()) {
        return UPRIGHT;
      }
      byte[] data = exif.get(0).data().readAllBytes();
      // One byte pads the segment's identifier.
      byte[] tiff = Arrays.copyOfRange(data, 1, data.length);
      Directory directory = new TIFFReader().read(new ByteArrayImageInputStream(tiff));
      Entry entry = directory.getEntryById(TIFF.TAG_ORIENTATION);
      int value = entry != null && entry.getValue() instanceof Number n ? n.intValue() : UPRIGHT;
      return value >= 1 && value <= 8 ? value : UPRIGHT;
    } catch (IOException | RuntimeException damaged) {
      // What a camera noted beside a picture that can be decoded is no reason to refuse it.
      return UPRIGHT;
    }
  }

  private static void copy(BufferedImage image, int orientation, Raster into) {
    int height = image.getHeight();
    int width = image.getWidth();
    boolean turned = orientation > 4;
    into.reshape(3, turned ? width : height, turned ? height : width);
    byte[] out = into.data();
    int plane = height * width;
    int outWidth = into.width();
    Rows rows = Rows.of(image);
    for (int y = 0; y < height; y++) {
      int first = place(orientation, y, 0, height, width, outWidth);
      int step = width == 1 ? 0 : place(orientation, y, 1, height, width, outWidth) - first;
      rows.copy(y, out, first, step, plane);
    }
  }

  /** Give where a stored pixel belongs in the upright picture (EXIF 2.3, section 4.6.4). */
  private static int place(int orientation, int y, int x, int height, int width, int outWidth) {
    int down = height - 1 - y;
    int right = width - 1 - x;
    return switch (orientation) {
      case 2 -> y * outWidth + right;
      case 3 -> down * outWidth + right;
      case 4 -> down * outWidth + x;
      case 5 -> x * outWidth + y;
      case 6 -> x * outWidth + down;
      case 7 -> right * outWidth + down;
      case 8 -> right * outWidth + y;
      default -> y * outWidth + x;
    };
  }

  /** Copies rows of a decoded image into planes of red, green and blue. */
  private interface Rows {
    /**
     * Copy a row.
     *
     * @param first where its first pixel belongs in the plane of red
     * @param step from each pixel to the next
     * @param plane from each plane to the next
     */
    void copy(int y, byte[] out, int first, int step, int plane);

    static Rows of(BufferedImage image) {
      int bands = image.getSampleModel().getNumBands();
      // The library's getRGB converts colour spaces pixel by pixel, which takes longer than the
      // decoding. Grey is copied as it is: its conversion would apply another gamma.
      if (image.getRaster().getDataBuffer() instanceof DataBufferByte buffer
          && image.getSampleModel() instanceof PixelInterleavedSampleModel model
          && (bands == 1 || bands == 3)) {
        return interleaved(buffer.getData(), model, bands, image.getWidth());
      }
      int width = image.getWidth();
      int[] rgb = new int[width];
      return (y, out, first, step, plane) -> {
        image.getRGB(0, y, width, 1, rgb, 0, width);
        for (int x = 0, place = first; x < width; x++, place += step) {
          out[place] = (byte) (rgb[x] >> 16);
          out[plane + place] = (byte) (rgb[x] >> 8);
          out[2 * plane + place] = (byte) rgb[x];
        }
      };
    }

    private static Rows interleaved(
        byte[] data, PixelInterleavedSampleModel model, int bands, int width) {
      int stride = model.getPixelStride();
      int scanline = model.getScanlineStride();
      int[] offsets = model.getBandOffsets();
      int red = offsets[0];
      int green = offsets[bands == 3 ? 1 : 0];
      int blue = offsets[bands == 3 ? 2 : 0];
      return (y, out, first, step, plane) -> {
        int at = y * scanline;
        for (int x = 0, place = first; x < width; x++, place += step, at += stride) {
          out[place] = data[at + red];
          out[plane + place] = data[at + green];
          out[2 * plane + place] = data[at + blue];
        }
      };
    }
  }
}
