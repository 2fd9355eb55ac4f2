package org.paperclaims.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.datasets.DatasetCard.DataFile;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.MatlabType;

/**
 * The MAT files in the resources were written by SciPy's {@code savemat} ({@code
 * src/test/python/svhn.py}): twelve images whose pixel at (row, column, channel) of image i is
 * {@code (8 row + 3 column + 40 channel + 16 i) mod 256}, and whose label is {@code i mod 10 + 1}.
 */
class SvhnTest {
  private static final int COUNT = 12;

  @TempDir Path directory;

  @BeforeEach
  void make_folder() throws IOException {
    Files.createDirectories(directory.resolve("svhn"));
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = SvhnTest.class.getResourceAsStream("/svhn/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  private DataFile place(String name, byte[] content) throws IOException {
    Path file = directory.resolve("svhn").resolve(name);
    Files.write(file, content);
    return new DataFile(name, content.length, Checksum.of(file));
  }

  private Dataset open(DataFile... files) {
    DatasetCard card = new DatasetCard("svhn", "SVHN", "", "", "svhn", List.of(files), List.of());
    Normalisation plain = new Normalisation(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));
    return new Datasets(directory, 0, List.of(new Svhn(card, 3, plain)))
        .open(DatasetSpec.whole("svhn"));
  }

  private static byte pixel(int row, int column, int channel, int image) {
    return (byte) (8 * row + 3 * column + 40 * channel + 16 * image);
  }

  @Test
  void the_label_10_of_the_files_is_the_digit_0() throws IOException {
    DataFile file = place("train_32x32.mat", resource("compressed.mat"));
    DataFile test = place("test_32x32.mat", resource("compressed.mat"));
    try (Dataset svhn = open(file, test)) {
      assertThat(svhn.test().raw().orElseThrow().labels())
          .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2);
      assertThat(((Task.Classification) svhn.task()).labels().get(0)).isEqualTo("0");
    }
  }

  private static void assertRight(RawImages raw, int from) {
    byte[] image = new byte[3072];
    for (int i = 0; i < COUNT; i++) {
      raw.copy(from + i, image, 0);
      assertThat(raw.labels()[from + i]).isEqualTo((i % 10 + 1) % 10);
      for (int p = 0; p < image.length; p++) {
        assertThat(image[p]).isEqualTo(pixel(p / 32 % 32, p % 32, p / 1024, i));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"compressed.mat", "labels-as-doubles.mat"})
  void files_written_by_another_program_come_out_row_by_row(String name) throws IOException {
    DataFile train = place("train_32x32.mat", resource(name));
    DataFile test = place("test_32x32.mat", resource("compressed.mat"));
    // Opened twice: unpacked at first, mapped as it was unpacked afterwards.
    for (int i = 0; i < 2; i++) {
      try (Dataset svhn = open(train, test)) {
        assertRight(svhn.train().raw().orElseThrow(), 0);
        assertRight(svhn.test().raw().orElseThrow(), 0);
      }
    }
  }

  @Test
  void the_extra_images_come_after_the_training_images() throws IOException {
    DataFile train = place("train_32x32.mat", resource("compressed.mat"));
    DataFile extra = place("extra_32x32.mat", resource("labels-as-doubles.mat"));
    DataFile test = place("test_32x32.mat", resource("compressed.mat"));
    try (Dataset svhn = open(train, extra, test)) {
      assertThat(svhn.train().size()).isEqualTo(2 * COUNT);
      assertRight(svhn.train().raw().orElseThrow(), 0);
      assertRight(svhn.train().raw().orElseThrow(), COUNT);
    }
  }

  @Test
  void an_unpacked_file_that_was_altered_is_named() throws IOException {
    DataFile train = place("train_32x32.mat", resource("compressed.mat"));
    DataFile test = place("test_32x32.mat", resource("compressed.mat"));
    open(train, test).close();
    Path records;
    try (var files = Files.list(directory.resolve("svhn"))) {
      records = files.filter(f -> f.toString().endsWith(".records")).findFirst().orElseThrow();
    }
    byte[] content = Files.readAllBytes(records);
    content[77]++;
    Files.write(records, content);
    assertThatThrownBy(() -> open(train, test))
        .isInstanceOf(DamagedDataException.class)
        .hasMessageContainingAll(records.toString(), "altered", "Delete it");
  }

  @Test
  void a_file_of_another_shape_or_label_is_refused() throws IOException {
    Path file = directory.resolve("wrong.mat");
    var images = Mat5.newMatrix(new int[] {32, 32, 3, 2}, MatlabType.UInt8);
    var labels = Mat5.newMatrix(2, 1, MatlabType.UInt8);
    labels.setInt(0, 11);
    Mat5.writeToFile(Mat5.newMatFile().addArray("X", images).addArray("y", labels), file.toFile());
    assertThatThrownBy(() -> SvhnFile.unpack(file, directory.resolve("out")))
        .isInstanceOf(DamagedDataException.class)
        .hasMessageContainingAll("wrong.mat", "label 0 of y is 11, allowed 1 to 10");
    var three = Mat5.newMatrix(3, 1, MatlabType.UInt8);
    Mat5.writeToFile(Mat5.newMatFile().addArray("X", images).addArray("y", three), file.toFile());
    assertThatThrownBy(() -> SvhnFile.unpack(file, directory.resolve("out")))
        .hasMessageContaining("[32, 32, 3, 2] and y has 3 labels");
  }
}
