package org.paperclaims.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class Shapes10Test {
  private static Dataset open(DatasetSpec spec) {
    return new Datasets(Path.of("absent")).open(spec);
  }

  @Test
  void the_constants_are_the_means_and_deviations_of_the_training_images() {
    try (Dataset shapes = open(DatasetSpec.whole("shapes10"))) {
      DatasetStatistics found = DatasetStatistics.of(shapes.train().raw().orElseThrow());
      assertThat(found.perClass()).hasSize(10).containsOnly(1000);
      for (int c = 0; c < 3; c++) {
        assertThat(found.mean().get(c))
            .isCloseTo(Shapes10.NORMALISATION.mean().get(c), within(5e-4));
        assertThat(found.deviation().get(c))
            .isCloseTo(Shapes10.NORMALISATION.deviation().get(c), within(5e-4));
      }
    }
  }

  @Test
  void the_first_image_has_the_same_bytes_on_every_machine() {
    try (Dataset shapes = open(new DatasetSpec("shapes10", 10, 10, 0, false))) {
      StringBuilder bytes = new StringBuilder();
      byte[] image = new byte[3072];
      for (int index = 0; index < 10; index++) {
        shapes.train().raw().orElseThrow().copy(index, image, 0);
        bytes.append(java.util.HexFormat.of().formatHex(image));
      }
      assertThat(Checksum.of(bytes.toString()))
          .isEqualTo("ac15d87f357405718f8009aaf9213421f6880f59082f853f90bb328a44ad8a72");
    }
  }

  @Test
  void training_test_and_validation_images_are_different_images() {
    Set<Integer> seen = new HashSet<>();
    try (Dataset shapes = open(new DatasetSpec("shapes10", 300, 300, 0, false));
        Dataset tuning = open(new DatasetSpec("shapes10", 300, 300, 0, true))) {
      for (Split split : new Split[] {shapes.train(), shapes.test(), tuning.test()}) {
        Streams.drain(split.inOrder(1))
            .forEach(b -> seen.add(java.util.Arrays.hashCode(b.inputs())));
      }
    }
    assertThat(seen).hasSize(900);
  }
}
