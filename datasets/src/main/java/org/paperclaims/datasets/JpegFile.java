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
    int[] rgb = new int[width];
    Bands bands = Bands.of(image);
    for (int y = 0; y < height; y++) {
      bands.row(y, rgb);
      for (int x = 0; x < width; x++) {
        int place = place(orientation, y, x, height, width, outWidth);
        out[place] = (byte) (rgb[x] >> 16);
        out[plane + place] = (byte) (rgb[x] >> 8);
        out[2 * plane + place] = (byte) rgb[x];
      }
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

  /** Gives rows of a decoded image as packed red, green and blue. */
  private interface Bands {
    void row(int y, int[] rgb);

    static Bands of(BufferedImage image) {
      boolean packed =
          image.getRaster().getDataBuffer() instanceof DataBufferByte
              && image.getSampleModel() instanceof PixelInterleavedSampleModel;
      int bands = image.getSampleModel().getNumBands();
      if (!packed || (bands != 1 && bands != 3)) {
        return (y, rgb) -> image.getRGB(0, y, image.getWidth(), 1, rgb, 0, image.getWidth());
      }
      // The library's getRGB converts colour spaces pixel by pixel, which takes longer than the
      // decoding. Grey is copied as it is: its conversion would apply another gamma.
      byte[] data = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
      PixelInterleavedSampleModel model = (PixelInterleavedSampleModel) image.getSampleModel();
      int[] offsets = model.getBandOffsets();
      int red = offsets[0];
      int green = offsets[bands == 3 ? 1 : 0];
      int blue = offsets[bands == 3 ? 2 : 0];
      return (y, rgb) -> {
        int at = y * model.getScanlineStride();
        for (int x = 0; x < rgb.length; x++, at += model.getPixelStride()) {
          rgb[x] =
              ((data[at + red] & 0xFF) << 16)
                  | ((data[at + green] & 0xFF) << 8)
                  | (data[at + blue] & 0xFF);
        }
      };
    }
  }
}
