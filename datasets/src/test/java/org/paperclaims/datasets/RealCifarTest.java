package org.paperclaims.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Runs where the real files lie in {@code datasets.dir}; says aloud where they do not. */
class RealCifarTest {
  private static Dataset open(int images, int testImages) {
    Path directory =
        Path.of(System.getProperty("datasets.dir", Datasets.defaultDirectory().toString()));
    Path folder = directory.resolve(Cifar10.CARD.folder());
    assumeTrue(Files.isDirectory(folder), "skipped: the real CIFAR-10 does not lie in " + folder);
    return new Datasets(directory).open(new DatasetSpec("cifar10", images, testImages, 0, false));
  }

  @Test
  void the_first_labels_and_pixels_are_the_published_ones() {
    try (Dataset cifar = open(0, 0)) {
      int[] labels = cifar.train().raw().orElseThrow().labels();
      assertThat(Arrays.copyOf(labels, 5)).containsExactly(6, 9, 9, 4, 1);
      assertThat(cifar.test().raw().orElseThrow().labels()).startsWith(3, 8, 8, 0, 6);
      byte[] frog = new byte[3072];
      cifar.train().raw().orElseThrow().copy(0, frog, 0);
      assertThat(new int[] {frog[0] & 0xFF, frog[1024] & 0xFF, frog[2048] & 0xFF})
          .containsExactly(59, 62, 63);
      assertThat(cifar.train().size()).isEqualTo(50_000);
      assertThat(cifar.test().size()).isEqualTo(10_000);
    }
  }

  @Test
  void the_means_and_deviations_are_the_constants() {
    try (Dataset cifar = open(0, 0)) {
      DatasetStatistics found = DatasetStatistics.of(cifar.train().raw().orElseThrow());
      assertThat(found.perClass()).hasSize(10).containsOnly(5000);
      for (int c = 0; c < 3; c++) {
        assertThat(found.mean().get(c))
            .isCloseTo(Cifar10.NORMALISATION.mean().get(c), within(1e-4));
        assertThat(found.deviation().get(c))
            .isCloseTo(Cifar10.NORMALISATION.deviation().get(c), within(1e-4));
      }
    }
  }

  @Test
  void a_subset_of_the_real_images_is_stratified() {
    try (Dataset cifar = open(1000, 200)) {
      assertThat(DatasetStatistics.of(cifar.train().raw().orElseThrow()).perClass())
          .containsOnly(100);
      assertThat(DatasetStatistics.of(cifar.test().raw().orElseThrow()).perClass())
          .containsOnly(20);
    }
  }
}
