package org.paperclaims.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A photograph in a file of its own.
 *
 * @param label its class, from 0 on
 * @param sha256 that its content must have, in lower-case hexadecimal; empty if nobody has said
 */
record Photo(Path file, int label, String sha256) {
  /**
   * Decode the part that the framing chooses, scaled to the shape of {@code into}.
   *
   * @throws DamagedDataException if it cannot be read, is altered or cannot be decoded; names the
   *     file, and the offset where there is one
   */
  void decode(Framing framing, Raster into) {
    byte[] content = content();
    try (PhotoFile decoder = new PhotoFile()) {
      decoder.decode(file.toString(), content, framing, into);
    }
  }

  /**
   * Decode all of it.
   *
   * @throws DamagedDataException as above
   */
  void decode(Raster into) {
    byte[] content = content();
    try (PhotoFile decoder = new PhotoFile()) {
      decoder.decode(file.toString(), content, into);
    }
  }

  /**
   * Decode the part that the framing chooses, as it is.
   *
   * @throws DamagedDataException as above
   */
  Pixels pixels(Framing framing) {
    byte[] content = content();
    try (PhotoFile decoder = new PhotoFile()) {
      return decoder.pixels(file.toString(), content, framing);
    }
  }

  private byte[] content() {
    byte[] content;
    try {
      content = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new DamagedDataException(file + " cannot be read: " + e, e);
    }
    String found = sha256.isEmpty() ? "" : Checksum.of(content);
    if (!found.equals(sha256)) {
      throw new DamagedDataException(
          file
              + " is altered: its SHA-256 is "
              + found
              + ", and "
              + PhotoFolder.SUMS
              + " says "
              + sha256);
    }
    return content;
  }
}
