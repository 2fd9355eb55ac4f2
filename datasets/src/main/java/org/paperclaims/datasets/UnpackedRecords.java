package org.paperclaims.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.paperclaims.datasets.DatasetCard.DataFile;

/**
 * Images from a file that cannot be mapped as it is: unpacked once into records as CIFAR-10 has
 * them, which lie beside it, sealed with their SHA-256, and are mapped from then on.
 */
final class UnpackedRecords {
  private static final int NAME_LENGTH = 16;
  private final DataFolder folder;
  private final DatasetCard card;

  UnpackedRecords(DataFolder folder, DatasetCard card) {
    this.folder = folder;
    this.card = card;
  }

  /** Writes a packed file's records: a label byte, then the pixels. */
  @FunctionalInterface
  interface Unpacking {
    void unpack(Path packed, Path records) throws IOException;
  }

  /**
   * Give the images of a verified file.
   *
   * @param part names the part of the file that is unpacked
   */
  Images images(DataFile file, String part, ImageSize size, int classes, Unpacking unpacking) {
    Path packed = folder.file(card, file);
    String stem = file.name() + "-" + part + file.sha256().substring(0, NAME_LENGTH);
    Path records = packed.resolveSibling(stem + ".records");
    Path seal = packed.resolveSibling(stem + ".sha256");
    try {
      if (!Files.isRegularFile(records) || !Files.isRegularFile(seal)) {
        Path unfinished = Files.createTempFile(packed.getParent(), card.name(), ".part");
        try {
          unpacking.unpack(packed, unfinished);
          Files.writeString(seal, Checksum.of(unfinished));
          Files.move(
              unfinished,
              records,
              StandardCopyOption.ATOMIC_MOVE,
              StandardCopyOption.REPLACE_EXISTING);
        } finally {
          Files.deleteIfExists(unfinished);
        }
      }
      DataFile unpacked =
          new DataFile(stem + ".records", Files.size(records), Files.readString(seal).strip());
      folder.verify(records, unpacked, " Delete it; it is made anew from " + file.name() + ".");
      return new RecordImages(List.of(folder.map(card, unpacked)), size, 1, classes);
    } catch (IOException e) {
      throw new DamagedDataException(records + " cannot be written or read: " + e, e);
    }
  }
}
