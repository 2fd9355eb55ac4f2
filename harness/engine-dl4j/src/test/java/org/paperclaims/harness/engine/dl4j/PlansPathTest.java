package org.paperclaims.harness.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.architectures.Erasure;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.family.Architectures;
import org.paperclaims.datasets.Batch;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.engine.Tensor;
import org.paperclaims.harness.engine.plan.dnnl.Dnnl;

/** The path of plans, next to the loops and by its setting. */
class PlansPathTest {
  @BeforeEach
  void needs_one_dnn() {
    assumeTrue(Dnnl.isThere(), "oneDNN by itself is not here");
  }

  @AfterEach
  void forget() {
    System.clearProperty(TrainingPath.SETTING);
  }

  private record Trained(Snapshot snapshot, float[] outputs) {}

  private static Trained trained(TrainingPath path, Network network, int threads) {
    try (Learner learner = learner(path, network, threads)) {
      for (int size : new int[] {12, 12, 5}) {
        learner.train(Reference.batch(size, network.input(), 10), 0.05);
      }
      float[] outputs = learner.predict(Reference.batch(7, network.input(), 10));
      return new Trained(learner.snapshot(), outputs);
    }
  }

  private static Learner learner(TrainingPath path, Network network, int threads) {
    Learner learner = new Dl4jEngine(path).learner(network, Reference.options(threads));
    learner.load(Reference.weights(network));
    return learner;
  }

  private static Network network(String architecture, String erasure, int pixels) {
    return Erasure.parse(erasure)
        .applyTo(Architectures.build(architecture, new Shape(3, pixels, pixels), 10));
  }

  @ParameterizedTest
  @CsvSource({
    "resnet-8-w8,    none,       8",
    "resnet-8-w12-b, last@100%,  8",
    "resnet-8,       first@50%,  9",
    "preresnet-8-w8, none,       8",
    "plain-8-w16,    all@100%,   8",
  })
  void trains_and_predicts_as_the_loops_do(String architecture, String erasure, int pixels) {
    Network network = network(architecture, erasure, pixels);
    Trained loops = trained(TrainingPath.LOOPS, network, 1);
    Trained plans = trained(TrainingPath.PLANS, network, 1);
    assertThat(plans.outputs()).containsExactly(loops.outputs(), Offset.offset(1e-2f));
    loops
        .snapshot()
        .tensors()
        .forEach(
            (name, tensor) -> Reference.requireClose(name, plans.snapshot().tensor(name), tensor));
    assertThat(plans.outputs()).as("it is another way").isNotEqualTo(loops.outputs());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void gives_the_same_bits_again(int threads) {
    Network network = network("resnet-8-w8-b", "none", 16);
    Trained once = trained(TrainingPath.PLANS, network, threads);
    Trained again = trained(TrainingPath.PLANS, network, threads);
    assertThat(again.outputs()).isEqualTo(once.outputs());
    Map<String, Tensor> tensors = once.snapshot().tensors();
    tensors.forEach(
        (name, tensor) ->
            assertThat(again.snapshot().tensor(name).data()).as(name).isEqualTo(tensor.data()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"resnet-8-w16", "resnet-8-w8", "resnet-8-w4"})
  void tells_of_what_is_no_number(String architecture) {
    Network network = network(architecture, "none", 8);
    float[] inputs = Reference.batch(4, network.input(), 10).inputs().clone();
    inputs[5] = Float.NaN;
    Batch batch = Batch.labelled(4, inputs, new int[4]);
    try (Learner learner = learner(TrainingPath.PLANS, network, 1)) {
      assertThat(learner.predict(batch)).contains(Float.NaN);
      assertThat(learner.train(batch, 0.05)).isNaN();
      Batch good = Reference.batch(4, network.input(), 10);
      assertThat(learner.predict(good)).as("by weights that are none").contains(Float.NaN);
    }
  }

  @Test
  void keeps_statistics_of_a_batch_that_has_one_number_a_channel() {
    Network network = network("resnet-8-w8", "none", 4);
    try (Learner learner = learner(TrainingPath.PLANS, network, 1)) {
      learner.train(Reference.batch(1, network.input(), 10), 0.05);
      assertThat(learner.predict(Reference.batch(3, network.input(), 10)))
          .doesNotContain(Float.NaN);
    }
  }

  @Test
  void is_taken_without_a_setting_and_named_by_the_device() {
    String plans = new Dl4jEngine().devices().get(0).description();
    assertThat(plans).endsWith(", by plans of oneDNN 3.11, choice 2");

    System.setProperty(TrainingPath.SETTING, "loops");
    assertThat(new Dl4jEngine().devices().get(0).description()).doesNotContain("plans");
  }
}
