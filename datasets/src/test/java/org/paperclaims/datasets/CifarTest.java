package org.paperclaims.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarTest {
  @TempDir Path directory;
  private CifarFiles files;

  @BeforeEach
  void write_files() {
    files = CifarFiles.write(directory);
  }

  private Dataset open(int images, int testImages, boolean validation) {
    return files.datasets().open(new DatasetSpec("cifar10", images, testImages, 0, validation));
  }

  private static Set<Integer> contents(Split split) {
    Set<Integer> hashes = new HashSet<>();
    Streams.drain(split.inOrder(1)).forEach(b -> hashes.add(Arrays.hashCode(b.inputs())));
    return hashes;
  }

  @Test
  void pixels_and_labels_come_out_in_the_stored_order() throws IOException {
    byte[] stored = Files.readAllBytes(files.file("data_batch_2.bin"));
    try (Dataset cifar = open(0, 0, false)) {
      RawImages raw = cifar.train().raw().orElseThrow();
      byte[] image = new byte[3072];
      raw.copy(CifarFiles.RECORDS + 3, image, 0);
      int offset = 3 * CifarFiles.RECORD;
      assertThat(image).isEqualTo(Arrays.copyOfRange(stored, offset + 1, offset + 3073));
      assertThat(raw.labels()[CifarFiles.RECORDS + 3]).isEqualTo(stored[offset]);
      Batch second = Streams.drain(cifar.train().inOrder(1)).get(CifarFiles.RECORDS + 3);
      assertThat(second.inputs()[1024])
          .isEqualTo((float) (((image[1024] & 0xFF) / 255.0 - 0.4822) / 0.2435));
    }
  }

  @Test
  void a_subset_is_stratified_and_lies_inside_each_larger_one() {
    try (Dataset small = open(20, 10, false);
        Dataset large = open(50, 20, false)) {
      int[] perClass = new int[10];
      Arrays.stream(small.train().raw().orElseThrow().labels()).forEach(l -> perClass[l]++);
      assertThat(perClass).containsOnly(2);
      assertThat(contents(large.train())).hasSize(50).containsAll(contents(small.train()));
      assertThat(contents(large.test())).containsAll(contents(small.test()));
    }
  }

  @Test
  void validation_images_come_from_the_training_files_and_are_trained_on_by_nobody() {
    try (Dataset whole = open(0, 0, false);
        Dataset plain = open(40, 0, false);
        Dataset tuning = open(40, 20, true);
        Dataset rest = open(0, 0, true)) {
      assertThat(contents(tuning.train())).isEqualTo(contents(plain.train()));
      assertThat(contents(tuning.test()))
          .hasSize(20)
          .isSubsetOf(contents(whole.train()))
          .doesNotContainAnyElementsOf(contents(tuning.train()))
          .doesNotContainAnyElementsOf(contents(whole.test()));
      assertThat(rest.train().size()).isEqualTo(72);
      assertThat(rest.test().size()).isEqualTo(8);
      assertThat(contents(rest.train())).doesNotContainAnyElementsOf(contents(rest.test()));
    }
  }

  @Test
  void more_images_than_there_are_is_refused_with_the_number_there_is() {
    assertThatThrownBy(() -> open(81, 0, false))
        .hasMessageContaining("cifar10 has 80 training images, not 81");
    assertThatThrownBy(() -> open(70, 20, true))
        .hasMessageContaining("not enough for 70 training and 20 validation images");
  }

  @Test
  void the_checksum_is_that_of_the_files_whatever_part_is_used() {
    try (Dataset whole = open(0, 0, false);
        Dataset part = open(20, 10, true)) {
      assertThat(part.checksum()).matches("[0-9a-f]{64}").isEqualTo(whole.checksum());
    }
  }

  @Test
  void a_missing_file_is_named() throws IOException {
    Files.delete(files.file("data_batch_2.bin"));
    assertThatThrownBy(() -> open(0, 0, false))
        .isInstanceOf(MissingDataException.class)
        .hasMessageContaining("missing [data_batch_2.bin] in");
  }

  @Test
  void a_verified_file_is_hashed_again_only_when_it_has_changed() throws IOException {
    Datasets datasets = files.datasets();
    DatasetSpec whole = DatasetSpec.whole("cifar10");
    datasets.open(whole).close();
    Path file = files.file("test_batch.bin");
    byte[] altered = Files.readAllBytes(file);
    altered[99]++;
    var time = Files.getLastModifiedTime(file);
    Files.write(file, altered);
    Files.setLastModifiedTime(file, time);
    datasets.open(whole).close();
    Files.setLastModifiedTime(
        file, java.nio.file.attribute.FileTime.fromMillis(time.toMillis() + 1000));
    assertThatThrownBy(() -> datasets.open(whole)).isInstanceOf(DamagedDataException.class);
  }
}
