package org.example.digits;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.paperclaims.datasets.DamagedDataException;
import org.paperclaims.datasets.DatasetProvider;
import org.paperclaims.datasets.ImageSize;
import org.paperclaims.datasets.LabelledImages;
import org.paperclaims.datasets.Normalisation;

/**
 * Noisy digits of seven segments: 500 grey images of 8x8 pixels to train on and 300 to test on,
 * in the IDX files of MNIST, which lie on the class path. {@code draw.py} made them.
 */
public final class SegmentDigits implements DatasetProvider {
  private static final int IMAGES = 0x0803;
  private static final int LABELS = 0x0801;
  private static final int SIDE = 8;

  @Override
  public String name() {
    return "segment-digits";
  }

  @Override
  public List<String> labels() {
    return List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
  }

  @Override
  public ImageSize size() {
    return new ImageSize(1, SIDE, SIDE);
  }

  @Override
  public Normalisation normalisation() {
    return new Normalisation(List.of(0.3377), List.of(0.2249));
  }

  @Override
  public int trained() {
    return 500;
  }

  @Override
  public int tested() {
    return 300;
  }

  @Override
  public LabelledImages images(Part part, Path folder) {
    String name = part == Part.TRAIN ? "train" : "test";
    return new Idx(
        read(name + "-images-idx3-ubyte.gz", IMAGES, 16),
        read(name + "-labels-idx1-ubyte.gz", LABELS, 8));
  }

  /** Read a file, and leave its head out. */
  private static byte[] read(String name, int magic, int head) {
    try (InputStream packed = SegmentDigits.class.getResourceAsStream(name)) {
      if (packed == null) {
        throw new DamagedDataException(name + " is not on the class path");
      }
      ByteBuffer file = ByteBuffer.wrap(new GZIPInputStream(packed).readAllBytes());
      if (file.getInt(0) != magic) {
        throw new DamagedDataException(
            name + " begins with " + file.getInt(0) + ", expected " + magic);
      }
      byte[] content = new byte[file.capacity() - head];
      file.get(head, content);
      return content;
    } catch (IOException e) {
      throw new DamagedDataException(name + " cannot be read: " + e, e);
    }
  }

  private record Idx(byte[] pixels, byte[] classes) implements LabelledImages {
    @Override
    public int count() {
      return classes.length;
    }

    @Override
    public int label(int index) {
      return classes[index];
    }

    @Override
    public void read(int index, byte[] into) {
      System.arraycopy(pixels, index * SIDE * SIDE, into, 0, SIDE * SIDE);
    }
  }
}
