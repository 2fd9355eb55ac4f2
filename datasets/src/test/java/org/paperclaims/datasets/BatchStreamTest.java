package org.paperclaims.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class BatchStreamTest {
  private static final DatasetSpec SPEC = new DatasetSpec("shapes10", 200, 50, 16, false);
  private static final String[] ALL_STEPS = {
    "scale-aspect", "pad-crop-2-reflect", "flip", "colour-jitter-40", "cutout-4"
  };

  private static Dataset open(int threads) {
    return new Datasets(Path.of("absent"), threads).open(SPEC);
  }

  private static List<String> contents(List<Batch> batches) {
    return batches.stream()
        .map(b -> Arrays.hashCode(b.inputs()) + " " + Arrays.toString(b.labels()))
        .toList();
  }

  @Test
  void batches_are_the_same_for_any_number_of_threads() {
    EpochOrder order = Streams.order(7, 3, 32, ALL_STEPS);
    List<String> alone;
    try (Dataset shapes = open(0)) {
      alone = contents(Streams.drain(shapes.train().epoch(order)));
    }
    assertThat(alone).hasSize(7);
    for (int threads : new int[] {1, 2, 5}) {
      try (Dataset shapes = open(threads)) {
        assertThat(contents(Streams.drain(shapes.train().epoch(order)))).isEqualTo(alone);
      }
    }
  }

  @Test
  void seed_epoch_and_nothing_else_change_an_epoch() {
    try (Dataset shapes = open(1)) {
      List<String> first =
          contents(Streams.drain(shapes.train().epoch(Streams.order(1, 0, 50, "flip"))));
      assertThat(contents(Streams.drain(shapes.train().epoch(Streams.order(1, 0, 50, "flip")))))
          .isEqualTo(first);
      assertThat(contents(Streams.drain(shapes.train().epoch(Streams.order(1, 1, 50, "flip")))))
          .doesNotContainAnyElementsOf(first);
      assertThat(contents(Streams.drain(shapes.train().epoch(Streams.order(2, 0, 50, "flip")))))
          .doesNotContainAnyElementsOf(first);
    }
  }

  @Test
  void an_epoch_resumes_at_any_batch() {
    try (Dataset shapes = open(2)) {
      EpochOrder whole = Streams.order(7, 3, 32, ALL_STEPS);
      List<String> all = contents(Streams.drain(shapes.train().epoch(whole)));
      for (int skip = 0; skip <= all.size(); skip++) {
        EpochOrder rest = new EpochOrder(7, 3, 32, whole.augmentation(), skip);
        assertThat(contents(Streams.drain(shapes.train().epoch(rest))))
            .isEqualTo(all.subList(skip, all.size()));
      }
    }
  }

  @Test
  void every_example_comes_once_in_an_epoch() {
    try (Dataset shapes = open(1)) {
      int[] perClass = new int[10];
      for (Batch batch : Streams.drain(shapes.train().epoch(Streams.order(1, 0, 64)))) {
        Arrays.stream(batch.labels()).forEach(label -> perClass[label]++);
      }
      assertThat(perClass).containsOnly(20);
      int[] plan = shapes.train().raw().orElseThrow().plan(Streams.order(1, 0, 64)).get().index();
      assertThat(Arrays.stream(plan).sorted().distinct().toArray()).hasSize(200);
    }
  }

  @Test
  void a_stream_that_has_ended_says_so() {
    try (Dataset shapes = open(1);
        BatchStream stream = shapes.test().inOrder(50)) {
      stream.next();
      assertThat(stream.hasNext()).isFalse();
      assertThatThrownBy(stream::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  void a_closed_data_set_gives_no_more_batches() {
    Dataset shapes = open(1);
    shapes.close();
    assertThatThrownBy(() -> shapes.test().inOrder(50).next())
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void an_image_that_cannot_be_read_fails_the_batch_with_its_own_error() {
    Images broken =
        new Images() {
          @Override
          public int count() {
            return 3;
          }

          @Override
          public ImageSize size() {
            return new ImageSize(1, 2, 2);
          }

          @Override
          public int label(int index) {
            return 0;
          }

          @Override
          public void read(int index, Raster into) {
            throw new DamagedDataException("image " + index + " is broken");
          }
        };
    Normalisation plain = new Normalisation(List.of(0.0), List.of(1.0));
    try (Prefetcher prefetcher = new Prefetcher(1)) {
      BatchStream stream = new ImageSplit(broken, plain, prefetcher).inOrder(3);
      assertThatThrownBy(stream::next)
          .isInstanceOf(DamagedDataException.class)
          .hasMessage("image 0 is broken");
    }
  }
}
