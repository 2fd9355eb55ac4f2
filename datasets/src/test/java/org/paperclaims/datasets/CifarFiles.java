package org.paperclaims.datasets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.paperclaims.datasets.DatasetCard.DataFile;

/** A small data set in CIFAR's layout, written by a test, with the card that vouches for it. */
record CifarFiles(Path directory, Cifar source) {
  static final int RECORDS = 40;
  static final int RECORD = 1 + 3072;

  /** Write two training files and a test file of 40 images in ten classes. */
  static CifarFiles write(Path directory) {
    return write(directory, RECORDS);
  }

  /** Write files of some images each. */
  static CifarFiles write(Path directory, int records) {
    List<DataFile> files = new ArrayList<>();
    for (String name : List.of("data_batch_1.bin", "data_batch_2.bin", "test_batch.bin")) {
      byte[] bytes = new byte[records * RECORD];
      Draws draws = Draws.of(name.hashCode(), 0, 0, 0);
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (i % RECORD == 0 ? i / RECORD % 10 : draws.below(256));
      }
      Path file = directory.resolve("cifar-10-batches-bin").resolve(name);
      try {
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        files.add(new DataFile(name, bytes.length, Checksum.of(file)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    DatasetCard like = Cifar10.CARD;
    DatasetCard card =
        new DatasetCard(
            like.name(),
            like.title(),
            like.source(),
            like.licence(),
            like.folder(),
            files,
            List.of());
    return new CifarFiles(directory, new Cifar(card, 1, Cifar10.LABELS, Cifar10.NORMALISATION));
  }

  Datasets datasets() {
    return new Datasets(directory, 0, List.of(source));
  }

  Path file(String name) {
    return directory.resolve("cifar-10-batches-bin").resolve(name);
  }
}
