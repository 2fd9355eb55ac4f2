package org.paperclaims.harness.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChanceLevelTest {
  @ParameterizedTest
  @CsvSource({"cifar10, 90", "cifar100, 99", "imagenet, 99.9", "svhn, 80.41"})
  void guessing_errs_as_the_classes_say(String dataset, double error) {
    assertThat(ChanceLevel.error(dataset)).hasValue(error);
  }

  @Test
  void a_part_of_imagenet_has_as_many_classes_as_its_folders_say() {
    assertThat(ChanceLevel.error("imagenet-part")).isEmpty();
    assertThat(ChanceLevel.limit("imagenet-part")).isEmpty();
  }
}
