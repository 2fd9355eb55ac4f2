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
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;

/**
 * Decodes photographs: JPEG in grey, colour or CMYK, turned upright as their EXIF data says. Used
 * by one thread; {@link #close} frees the decoder.
 */
final class JpegFile implements PhotoReader, AutoCloseable {
  private static final List<String> DAMAGE =
      List.of("Corrupt JPEG data", "Truncated File", "Invalid SOS parameters", "Premature end");

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

  @Override
  public Pixels pixels(String name, byte[] content, Framing framing) {
    Orientation orientation = orientation(content);
    try {
      return pixels(name, content, orientation, framing);
    } catch (DamagedDataException e) {
      byte[] plain = JpegHeader.plain(content);
      if (plain == content) {
        throw e;
      }
      try {
        return pixels(name, plain, orientation, framing);
      } catch (DamagedDataException again) {
        // The offset of the first is one in the file.
        throw e;
      }
    }
  }

  private Pixels pixels(String name, byte[] content, Orientation orientation, Framing framing) {
    ByteArrayImageInputStream stream = new ByteArrayImageInputStream(content);
    List<String> damage = new ArrayList<>();
    try {
      reader.setInput(stream);
      reader.addIIOReadWarningListener(
          (source, warning) -> {
            if (tellsOfDamage(warning)) {
              damage.add(warning);
            }
          });
      int height = reader.getHeight(0);
      int width = reader.getWidth(0);
      if ((long) height * width > MOST_PIXELS) {
        throw new IOException(
            "its header speaks of " + width + " x " + height + " pixels, allowed " + MOST_PIXELS);
      }
      Crop upright =
          orientation.swapped() ? framing.choose(width, height) : framing.choose(height, width);
      Crop part = orientation.stored(upright, height, width);
      ImageReadParam region = reader.getDefaultReadParam();
      region.setSourceRegion(new Rectangle(part.left(), part.top(), part.width(), part.height()));
      Pixels pixels;
      if (endsAsItShould(content)) {
        pixels = pixels(reader.read(0, region));
      } else {
        // Read to the end, for the decoder to say whether the picture is whole.
        BufferedImage whole = reader.read(0);
        pixels = pixels(whole.getSubimage(part.left(), part.top(), part.width(), part.height()));
      }
      if (!damage.isEmpty()) {
        throw new IOException(damage.get(0));
      }
      return orientation.upright(pixels);
    } catch (IOException | RuntimeException e) {
      // Decoders throw what they like when the bytes are not what they should be.
      throw new DamagedDataException(
          name + " cannot be decoded as JPEG: " + e + ", at offset " + position(stream), e);
    } finally {
      reader.reset();
    }
  }

  /**
   * Say whether a warning is one of a picture that is not whole: the decoder fills what it cannot
   * decode with grey. Bytes left over before the end of the file do no harm, and cameras write
   * them.
   */
  private static boolean tellsOfDamage(String warning) {
    return DAMAGE.stream().anyMatch(warning::startsWith)
        && !warning.endsWith("extraneous bytes before marker 0xd9");
  }

  private static boolean endsAsItShould(byte[] content) {
    int end = content.length;
    return end >= 2 && content[end - 2] == (byte) 0xFF && content[end - 1] == (byte) 0xD9;
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

  private static Orientation orientation(byte[] content) {
    try {
      List<JPEGSegment> exif =
          JPEGSegmentUtil.readSegments(new ByteArrayImageInputStream(content), JPEG.APP1, "Exif");
      if (exif.isEmpty()) {
        return Orientation.UPRIGHT;
      }
      byte[] data = exif.get(0).data().readAllBytes();
      // One byte pads the segment's identifier.
      byte[] tiff = Arrays.copyOfRange(data, 1, data.length);
      Directory directory = new TIFFReader().read(new ByteArrayImageInputStream(tiff));
      Entry entry = directory.getEntryById(TIFF.TAG_ORIENTATION);
      return entry != null && entry.getValue() instanceof Number n
          ? Orientation.of(n.intValue())
          : Orientation.UPRIGHT;
    } catch (IOException | RuntimeException damaged) {
      // The notes of a camera next to a picture that can be decoded are no reason to refuse it.
      return Orientation.UPRIGHT;
    }
  }

  /** Give a decoded image's pixels as red, green and blue. */
  private static Pixels pixels(BufferedImage image) {
    int height = image.getHeight();
    int width = image.getWidth();
    // The library's getRGB converts colour spaces pixel by pixel, which takes longer than the
    // decoding. Grey is taken as it is: its conversion would apply another gamma.
    if (image.getRaster().getDataBuffer() instanceof DataBufferByte buffer
        && image.getSampleModel() instanceof PixelInterleavedSampleModel model
        && (model.getNumBands() == 1 || model.getNumBands() == 3)) {
      int[] first = new int[3];
      for (int channel = 0; channel < 3; channel++) {
        int band = model.getNumBands() == 3 ? channel : 0;
        first[channel] =
            buffer.getOffset()
                + model.getBandOffsets()[band]
                - image.getRaster().getSampleModelTranslateY() * model.getScanlineStride()
                - image.getRaster().getSampleModelTranslateX() * model.getPixelStride();
      }
      return new Pixels(
          buffer.getData(),
          first,
          model.getScanlineStride(),
          model.getPixelStride(),
          height,
          width);
    }
    Raster planes = new Raster();
    planes.reshape(3, height, width);
    int[] rgb = new int[width];
    int plane = height * width;
    for (int y = 0, o = 0; y < height; y++) {
      image.getRGB(0, y, width, 1, rgb, 0, width);
      for (int x = 0; x < width; x++, o++) {
        planes.data()[o] = (byte) (rgb[x] >> 16);
        planes.data()[plane + o] = (byte) (rgb[x] >> 8);
        planes.data()[2 * plane + o] = (byte) rgb[x];
      }
    }
    return planes.pixels();
  }
}
