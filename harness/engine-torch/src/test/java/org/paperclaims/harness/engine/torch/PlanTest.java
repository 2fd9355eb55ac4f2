package org.paperclaims.harness.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.architectures.Erasure;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.Window;
import org.paperclaims.architectures.family.Architectures;
import org.paperclaims.datasets.Batch;
import org.paperclaims.datasets.Task;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.Precision;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.engine.Tensor;
import org.paperclaims.harness.engine.plan.Plans;
import org.paperclaims.harness.engine.plan.dnnl.Dnnl;
import org.paperclaims.harness.engine.torch.natives.Libtorch;

/**
 * Plans of real networks: their numbers are those of slices. The contract's networks are too narrow
 * for channels in blocks.
 */
class PlanTest {
  private static final int CLASSES = 10;

  @ParameterizedTest
  @CsvSource({
    "resnet-8-w4,      none,       8",
    "resnet-8-w8,      none,       8",
    "resnet-8-w8-b,    last@100%,  8",
    "resnet-8-b,       first@100%, 8",
    "resnet-8-w24,     all@100%,   8",
    "resnet-8-w12-b,   none,       8",
    "resnet-8,         last@50%,   9",
    "preresnet-8-w8,   none,       8",
    "plain-8-w16,      none,       8",
    "wrn-10-2,         none,       8",
  })
  void a_plan_trains_a_network_as_slices_do(String architecture, String erasure, int pixels) {
    assumeTrue(Dnnl.isThere(), "oneDNN by itself is not here");
    Network network =
        Erasure.parse(erasure)
            .applyTo(Architectures.build(architecture, new Shape(3, pixels, pixels), CLASSES));
    assertThat(Plans.know(network)).isTrue();
    Trained byPlan = trained(network, true, 1);
    Trained bySlices = trained(network, false, 1);
    Map<String, Tensor> planned = byPlan.snapshot().tensors();
    Map<String, Tensor> sliced = bySlices.snapshot().tensors();
    assertThat(byPlan.outputs()).containsExactly(bySlices.outputs(), Offset.offset(2e-2f));
    assertThat(planned.keySet()).isEqualTo(sliced.keySet());
    sliced.forEach(
        (name, tensor) -> {
          float[] found = planned.get(name).data();
          double size = 1e-3;
          double off = 0;
          for (int i = 0; i < found.length; i++) {
            size = Math.max(size, Math.abs(tensor.data()[i]));
            off = Math.max(off, Math.abs(tensor.data()[i] - found[i]));
          }
          assertThat(off / size).as(name).isLessThan(1e-3);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void a_plan_gives_the_same_bits_again(int threads) {
    assumeTrue(Dnnl.isThere(), "oneDNN by itself is not here");
    Network network = Architectures.build("resnet-8-w8-b", new Shape(3, 16, 16), CLASSES);
    Trained first = trained(network, true, threads);
    Trained second = trained(network, true, threads);
    assertThat(second.outputs()).isEqualTo(first.outputs());
    Map<String, Tensor> once = first.snapshot().tensors();
    Map<String, Tensor> again = second.snapshot().tensors();
    once.forEach(
        (name, tensor) -> assertThat(again.get(name).data()).as(name).isEqualTo(tensor.data()));
  }

  /** The rectifiers of oneDNN make zero of what is not a number. */
  @ParameterizedTest
  @ValueSource(strings = {"resnet-8-w16", "resnet-8-w8", "resnet-8-w4"})
  void a_loss_is_not_a_number_once_a_number_before_it_is_none(String architecture) {
    assumeTrue(Dnnl.isThere(), "oneDNN by itself is not here");
    Network network = Architectures.build(architecture, new Shape(3, 8, 8), CLASSES);
    float[] inputs = batch(network, 4).inputs().clone();
    inputs[5] = Float.NaN;
    try (TorchLearner learner = learner(network, true, 1)) {
      learner.load(FirstWeights.of(network, 3));
      assertThat(learner.predict(Batch.labelled(4, inputs, new int[4]))).contains(Float.NaN);
      assertThat(learner.train(Batch.labelled(4, inputs, new int[4]), 0.05)).isNaN();
      assertThat(learner.predict(batch(network, 4))).contains(Float.NaN);
    }
  }

  /** A normalisation whose sum comes late reads what others that come before it have read last. */
  @Test
  void a_plan_that_predicts_keeps_what_a_late_sum_reads() {
    assumeTrue(Dnnl.isThere(), "oneDNN by itself is not here");
    Window window = Window.square(3, 1, 1);
    List<Node> nodes = new ArrayList<>();
    nodes.add(new Node.Input("in", new Shape(3, 8, 8)));
    nodes.add(new Node.Conv("c0", "in", 3, 8, window, 1, false));
    nodes.add(new Node.BatchNorm("b", "c0", 8, 1e-5, 0.1));
    nodes.add(new Node.Conv("c1", "c0", 8, 8, window, 1, false));
    nodes.add(new Node.Conv("c2", "c1", 8, 8, window, 1, false));
    nodes.add(new Node.Conv("c3", "c2", 8, 8, window, 1, false));
    nodes.add(Node.Add.of("sum", "b", "c3"));
    nodes.add(new Node.GlobalAveragePool("pool", "sum"));
    nodes.add(new Node.Linear("out", "pool", 8, CLASSES, true));
    Network network = new Network("late", nodes, List.of());
    assertThat(trained(network, true, 1).outputs())
        .containsExactly(trained(network, false, 1).outputs(), Offset.offset(1e-3f));
  }

  @Test
  void another_thread_can_go_on_with_a_plan() throws InterruptedException {
    assumeTrue(Dnnl.isThere(), "oneDNN by itself is not here");
    Network network = Architectures.build("resnet-8-w8-b", new Shape(3, 8, 8), CLASSES);
    try (TorchLearner learner = learner(network, true, 1);
        TorchLearner here = learner(network, true, 1)) {
      learner.load(FirstWeights.of(network, 3));
      here.load(FirstWeights.of(network, 3));
      double first = learner.train(batch(network, 6), 0.05);
      AtomicReference<Double> second = new AtomicReference<>();
      Thread other = new Thread(() -> second.set(learner.train(batch(network, 6), 0.05)));
      other.start();
      other.join();
      assertThat(here.train(batch(network, 6), 0.05)).isEqualTo(first);
      assertThat(here.train(batch(network, 6), 0.05)).isEqualTo(second.get());
    }
  }

  @Test
  void a_network_with_a_node_that_has_no_kernels_is_trained_by_slices() {
    assertThat(
            List.of("vgg-11-bn", "densenet-40-12").stream()
                .map(name -> Architectures.build(name, new Shape(3, 32, 32), CLASSES))
                .map(Plans::know))
        .containsOnly(false);
  }

  private record Trained(Snapshot snapshot, float[] outputs) {}

  /** Train three steps, the last of a smaller batch, and predict. */
  private static Trained trained(Network network, boolean plans, int threads) {
    try (TorchLearner learner = learner(network, plans, threads)) {
      learner.load(FirstWeights.of(network, 3));
      for (int size : new int[] {12, 12, 5}) {
        learner.train(batch(network, size), 0.05);
      }
      float[] outputs = learner.predict(batch(network, 7));
      return new Trained(learner.snapshot(), outputs);
    }
  }

  private static TorchLearner learner(Network network, boolean plans, int threads) {
    Libtorch.load();
    LearnerOptions options =
        new LearnerOptions(
            new TorchEngine().devices().get(0),
            threads,
            new Task.Classification(
                IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList()),
            0.9,
            true,
            1e-4,
            Precision.FP32,
            true,
            1);
    Way.Slices slices = new Way.Slices(Winograd.WHERE_FASTER);
    Way way = Way.CALLS.by(plans ? new Way.Plans(slices) : slices);
    return new TorchLearner(network, options, way);
  }

  private static Batch batch(Network network, int size) {
    SplittableRandom random = new SplittableRandom(size);
    float[] inputs = new float[size * network.input().size()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) random.nextDouble(-1, 1);
    }
    return Batch.labelled(size, inputs, IntStream.range(0, size).map(i -> i % CLASSES).toArray());
  }
}
