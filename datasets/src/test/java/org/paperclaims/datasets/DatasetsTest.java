package org.paperclaims.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsTest {
  @TempDir Path directory;

  @Test
  void an_unknown_name_is_answered_with_the_known_ones() {
    assertThatThrownBy(() -> new Datasets(directory).open(DatasetSpec.whole("cifar11")))
        .isInstanceOf(DatasetException.class)
        .hasMessage(
            "no data set is called 'cifar11'; allowed: cifar10, cifar100, imagenet, imagenet-part,"
                + " limbs, linear-teacher, mpii, nonlinear-teacher, shapes10, svhn, svhn-extra,"
                + " tiny-imagenet");
  }

  @Test
  void missing_data_says_what_where_how_large_and_how_to_get_it() {
    assertThatThrownBy(() -> new Datasets(directory).open(DatasetSpec.whole("cifar100")))
        .isInstanceOf(MissingDataException.class)
        .hasMessageContainingAll(
            "cifar100",
            directory.resolve("cifar-100-binary").toString(),
            "184,440,000 bytes",
            "licence",
            "ci/claims dataset fetch cifar100 --dir '" + directory + "'");
  }

  @Test
  void images_and_pixels_are_honoured() {
    DatasetSpec spec = new DatasetSpec("shapes10", 50, 20, 8, false);
    try (Dataset shapes = new Datasets(directory).open(spec)) {
      assertThat(shapes.spec()).isEqualTo(spec);
      assertThat(shapes.train().size()).isEqualTo(50);
      assertThat(shapes.test().size()).isEqualTo(20);
      assertThat(shapes.example()).isEqualTo(new ImageSize(3, 8, 8));
      assertThat(Streams.drain(shapes.test().inOrder(20)).get(0).inputs()).hasSize(20 * 3 * 64);
    }
  }

  @Test
  void pixels_that_do_not_divide_the_side_are_refused_with_those_that_do() {
    DatasetSpec spec = new DatasetSpec("shapes10", 50, 20, 12, false);
    assertThatThrownBy(() -> new Datasets(directory).open(spec))
        .hasMessage("images of 32 pixels cannot be pooled to 12; allowed: 1, 2, 4, 8, 16, 32");
  }

  @Test
  void the_teachers_give_targets_of_unit_variance() {
    for (String name : new String[] {"linear-teacher", "nonlinear-teacher"}) {
      try (Dataset teacher = new Datasets(directory).open(DatasetSpec.whole(name))) {
        assertThat(teacher.task()).isEqualTo(new Task.Regression(32));
        Batch all = Streams.drain(teacher.train().inOrder(10_000)).get(0);
        double squares = 0;
        for (float y : all.targets()) {
          squares += y * y;
        }
        assertThat(squares / all.targets().length).isBetween(0.7, 1.4);
      }
    }
  }
}
