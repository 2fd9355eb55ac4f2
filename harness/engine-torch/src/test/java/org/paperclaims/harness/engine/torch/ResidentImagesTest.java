package org.paperclaims.harness.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.architectures.Initialisation;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Parameter;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.family.Architectures;
import org.paperclaims.datasets.Augmentation;
import org.paperclaims.datasets.BatchStream;
import org.paperclaims.datasets.Dataset;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.datasets.Datasets;
import org.paperclaims.datasets.EpochOrder;
import org.paperclaims.datasets.RawImages;
import org.paperclaims.harness.engine.Device;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.Precision;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.engine.Tensor;

/** The way images are kept on a GPU, tried on the CPU. */
class ResidentImagesTest {
  private static final int BATCH = 16;

  private final List<Double> losses = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "flip",
        "pad-crop-3",
        "pad-crop-3,flip",
        "flip,pad-crop-3",
        "pad-crop-3-reflect,flip",
        "pad-crop-20-reflect"
      })
  void images_made_on_the_device_train_to_the_bits_of_the_stream(String steps) {
    try (Dataset data = data()) {
      EpochOrder order = order(steps, 0);
      Snapshot streamed =
          trained(
              data,
              learner -> {
                try (BatchStream batches = data.train().epoch(order)) {
                  learner.trainAll(batches, i -> 0.01, (i, size, loss) -> losses.add(loss));
                }
              });
      List<Double> expected = List.copyOf(losses);
      losses.clear();
      Snapshot resident = trained(data, learner -> resident(learner, data, order, 99));
      assertThat(losses).hasSize(4).isEqualTo(expected);
      assertSameBits(resident, streamed);
    }
  }

  @Test
  void batches_beyond_those_made_at_once_are_those_of_the_stream() {
    int batch = 60 / (2 * ResidentImages.AT_ONCE);
    EpochOrder order =
        new EpochOrder(5, 2, batch, new Augmentation(List.of("pad-crop-3", "flip")), 0);
    try (Dataset data = data()) {
      Snapshot streamed =
          trained(
              data,
              learner -> {
                try (BatchStream batches = data.train().epoch(order)) {
                  learner.trainAll(batches, i -> 0.01, (i, size, loss) -> losses.add(loss));
                }
              });
      List<Double> expected = List.copyOf(losses);
      losses.clear();
      Snapshot resident = trained(data, learner -> resident(learner, data, order, 99));
      assertThat(losses).hasSizeGreaterThan(2 * ResidentImages.AT_ONCE).isEqualTo(expected);
      assertSameBits(resident, streamed);
    }
  }

  @Test
  void an_epoch_goes_on_where_it_was_stopped() {
    try (Dataset data = data()) {
      Snapshot whole =
          trained(data, learner -> resident(learner, data, order("pad-crop-3,flip", 0), 99));
      List<Double> expected = List.copyOf(losses);
      losses.clear();
      Snapshot inParts =
          trained(
              data,
              learner -> {
                resident(learner, data, order("pad-crop-3,flip", 0), 3);
                assertThat(losses).hasSize(3);
                resident(learner, data, order("pad-crop-3,flip", 3), 99);
              });
      assertThat(losses).isEqualTo(expected);
      assertSameBits(inParts, whole);
    }
  }

  @Test
  void the_cpu_keeps_no_images() {
    try (Dataset data = data();
        Learner learner = new TorchEngine().learner(network(), options(data))) {
      assertThat(learner.keep(data.train().raw().orElseThrow())).isEmpty();
    }
  }

  private void resident(Learner learner, Dataset data, EpochOrder order, int batches) {
    RawImages raw = data.train().raw().orElseThrow();
    int[] asked = {0};
    Optional<Learner.Resident> kept = learner.keep(raw);
    kept.orElseThrow()
        .train(
            raw.plan(order).orElseThrow(),
            order,
            () -> asked[0]++ < batches,
            i -> 0.01,
            (i, size, loss) -> losses.add(loss));
  }

  private interface Training {
    void of(Learner learner);
  }

  private static Snapshot trained(Dataset data, Training training) {
    Network network = network();
    try (Learner learner =
        new TorchLearner(network, options(data), Way.CALLS.readingLosses(3).keepingImages())) {
      Map<String, float[]> drawn = Initialisation.HE_NORMAL.draw(network, 1);
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      for (Parameter p : network.parameters()) {
        tensors.put(p.name(), new Tensor(p.shape(), drawn.get(p.name())));
      }
      learner.load(new Snapshot(0, tensors));
      training.of(learner);
      return learner.snapshot();
    }
  }

  private static void assertSameBits(Snapshot found, Snapshot expected) {
    assertThat(found.step()).isEqualTo(expected.step());
    expected
        .tensors()
        .forEach((n, t) -> assertThat(found.tensor(n).data()).as(n).containsExactly(t.data()));
  }

  /** 60 images: the last batch is smaller than the others. */
  private static Dataset data() {
    return new Datasets(Path.of("absent")).open(new DatasetSpec("shapes10", 60, 10, 8, false));
  }

  private static Network network() {
    return Architectures.build("resnet-8-w4", new Shape(3, 8, 8), 10);
  }

  private static LearnerOptions options(Dataset data) {
    return new LearnerOptions(
        new Device("cpu", ""), 1, data.task(), 0.9, true, 1e-4, Precision.FP32, true, 1);
  }

  private static EpochOrder order(String steps, int firstBatch) {
    List<String> names = steps.isEmpty() ? List.of() : List.of(steps.split(","));
    return new EpochOrder(5, 2, BATCH, new Augmentation(names), firstBatch);
  }
}
