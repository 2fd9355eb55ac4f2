package org.paperclaims.harness.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.PoolKind;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.Window;
import org.paperclaims.datasets.Batch;
import org.paperclaims.harness.engine.Learner;

/** The path of operations, next to the loops and by its setting. */
class OperationsPathTest {
  @AfterEach
  void forget() {
    System.clearProperty(TrainingPath.SETTING);
  }

  @Test
  void trains_as_the_loops_do_with_the_same_masks_and_slopes() {
    Network network = Zoo.network();
    Batch batch = Reference.batch(4, network.input(), 10);
    try (Learner loops = learner(TrainingPath.LOOPS, network);
        Learner ops = learner(TrainingPath.OPS, network)) {
      for (int step = 0; step < 3; step++) {
        assertThat(ops.train(batch, 0.01)).isCloseTo(loops.train(batch, 0.01), within(1e-4));
      }
      loops
          .snapshot()
          .tensors()
          .forEach((name, t) -> Reference.requireClose(name, ops.snapshot().tensor(name), t));
    }
  }

  static List<Node> poolsOfLargest() {
    return List.of(
        new Node.Pool("pool", "in", PoolKind.MAX, Window.square(2, 2, 0), false, false),
        new Node.PyramidPool("pool", "in", List.of(2)));
  }

  @ParameterizedTest
  @MethodSource("poolsOfLargest")
  void a_pixel_that_is_no_number_reaches_the_loss(Node pool) {
    Network network =
        new Network(
            "pooled",
            List.of(
                new Node.Input("in", new Shape(1, 4, 4)),
                pool,
                new Node.GlobalAveragePool("mean", "pool"),
                new Node.Linear("out", "mean", 1, 10, true)),
            List.of());
    for (int pixel = 0; pixel < 16; pixel++) {
      float[] image = new float[16];
      image[pixel] = Float.NaN;
      try (Learner learner = learner(TrainingPath.OPS, network)) {
        double loss = learner.train(Batch.labelled(1, image, new int[1]), 0.1);
        assertThat(loss).as("pixel %d", pixel).isNaN();
      }
    }
  }

  @Test
  void is_taken_on_a_cpu_where_the_setting_says_so_and_named_by_the_device() {
    System.setProperty(TrainingPath.SETTING, "ops");
    assertThat(new Dl4jEngine().devices().get(0).description()).endsWith("by operations alone");

    System.setProperty(TrainingPath.SETTING, "loops");
    assertThat(new Dl4jEngine().devices().get(0).description()).doesNotContain("operations");
  }

  @Test
  void refuses_a_path_that_there_is_not_and_names_those_there_are() {
    System.setProperty(TrainingPath.SETTING, "op");
    assertThatThrownBy(() -> new Dl4jEngine().devices())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("claims.dl4j.path is one of plans, loops, ops, found 'op'");
  }

  private static Learner learner(TrainingPath path, Network network) {
    Learner learner = new Dl4jEngine(path).learner(network, Reference.options(1));
    learner.load(Reference.weights(network));
    return learner;
  }
}
