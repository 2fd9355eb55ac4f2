package org.paperclaims.datasets;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.paperclaims.datasets.DatasetCard.DataFile;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.format.Mat5File;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Source;
import us.hebi.matlab.mat.types.Sources;

/**
 * Reads SVHN's MAT files: {@code X} of 32 x 32 x 3 x N bytes and {@code y} of N x 1 labels from 1
 * to 10, both column major. A file is unpacked once, into records as CIFAR-10 has them, which lie
 * beside it and are mapped from then on.
 */
final class SvhnFile {
  private static final ImageSize SIZE = new ImageSize(3, 32, 32);
  private static final int SIDE = 32;
  private static final int CLASSES = 10;

  private SvhnFile() {}

  /** Give the images of a verified file. */
  static Images images(DataFolder folder, DatasetCard card, DataFile file) {
    return new UnpackedRecords(folder, card).images(file, "", SIZE, CLASSES, SvhnFile::unpack);
  }

  /**
   * Unpack a MAT file into records.
   *
   * @throws DamagedDataException if it is not a MAT file of images and labels; names the file and
   *     the offset that was reached
   */
  static void unpack(Path mat, Path records) throws IOException {
    try (Source source = Sources.openFile(mat.toFile());
        MappedAllocator allocator = new MappedAllocator()) {
      try {
        Mat5File entries = Mat5.newReader(source).setBufferAllocator(allocator).readMat();
        write(mat, entries.getMatrix("X"), entries.getMatrix("y"), records);
      } catch (DatasetException e) {
        throw e;
      } catch (IOException | RuntimeException e) {
        // The library throws what it likes when the bytes are not what they should be.
        throw new DamagedDataException(notMat(mat, e, source), e);
      } catch (OutOfMemoryError e) {
        // The library believes a length before it has seen the bytes: a damaged one asks for GBs.
        throw new DamagedDataException(notMat(mat, e, source), e);
      }
    }
  }

  private static String notMat(Path mat, Throwable e, Source source) {
    return String.format(
        "%s is not a MAT file (version 5) of images X and labels y: %s, at offset %d",
        mat, e, source.getPosition());
  }

  private static void write(Path mat, Matrix images, Matrix labels, Path records) {
    int[] shape = images.getDimensions();
    int count = labels.getNumElements();
    if (!Arrays.equals(shape, new int[] {SIDE, SIDE, 3, count}) || count < 1) {
      throw new DamagedDataException(
          String.format(
              "%s: X has the shape %s and y has %d labels, expected [32, 32, 3, N] and N",
              mat, Arrays.toString(shape), count));
    }
    byte[] record = new byte[1 + SIZE.values()];
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(records), 1 << 20)) {
      for (int n = 0; n < count; n++) {
        int label = labels.getInt(n);
        if (label < 1 || label > CLASSES) {
          throw new DamagedDataException(
              mat + ": label " + n + " of y is " + label + ", allowed 1 to " + CLASSES);
        }
        record[0] = (byte) (label % CLASSES);
        int first = n * SIZE.values();
        for (int i = 0; i < SIZE.values(); i++) {
          int channel = i / (SIDE * SIDE);
          int row = i / SIDE % SIDE;
          int column = i % SIDE;
          record[1 + i] = images.getByte(first + channel * SIDE * SIDE + column * SIDE + row);
        }
        out.write(record);
      }
    } catch (IOException e) {
      // A full disk is no damage of what is unpacked.
      throw new DatasetException(
          "%s is unpacked into %s, which cannot be written (%s); make room, or choose another datasets.dir"
              .formatted(mat, records, e),
          e);
    }
  }
}
