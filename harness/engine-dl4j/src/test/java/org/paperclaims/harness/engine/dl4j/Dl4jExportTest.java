package org.paperclaims.harness.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.PoolKind;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.Window;
import org.paperclaims.datasets.Batch;
import org.paperclaims.harness.engine.EngineException;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.Snapshot;

class Dl4jExportTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resnet-8-b-w4 erase none",
        "resnet-8-a-w4 erase last",
        "plain-8-w4 erase first",
        "preresnet-8-b-w4 erase last"
      })
  void a_trained_network_gives_the_same_logits_in_plain_dl4j(String name) throws Exception {
    compare(Reference.network(name));
  }

  @Test
  void every_other_node_with_a_standard_layer_gives_the_same_logits() throws Exception {
    compare(Zoo.network());
  }

  @Test
  void refuses_a_pooling_with_a_partial_last_window() {
    Network network =
        new Network(
            "ceil",
            List.of(
                new Node.Input("input", new Shape(2, 6, 6)),
                new Node.Pool("pool", "input", PoolKind.MAX, Window.square(3, 2, 0), true, false)),
            List.of());
    assertThatThrownBy(
            () -> Dl4jExport.graph(network, new Snapshot(0, Map.of()), Reference.options(1).task()))
        .isInstanceOf(EngineException.Unsupported.class)
        .hasMessageContaining("pool");
  }

  private void compare(Network network) throws Exception {
    Batch batch = Reference.batch(4, network.input(), 10);
    Path file = folder.resolve("model.zip");
    float[] expected;
    try (Learner learner = new Dl4jEngine().learner(network, Reference.options(1))) {
      learner.load(Reference.weights(network));
      learner.train(batch, 0.05);
      expected = learner.predict(batch);
      Dl4jExport.write(network, learner.snapshot(), Reference.options(1).task(), file);
    }
    ComputationGraph graph = ModelSerializer.restoreComputationGraph(file.toFile());
    try {
      Shape s = network.input();
      INDArray input =
          Nd4j.create(batch.inputs(), new int[] {4, s.channels(), s.height(), s.width()}, 'c');
      String last = network.nodes().get(network.nodes().size() - 1).name();
      float[] found = graph.feedForward(input, false).get(last).dup('c').data().asFloat();

      assertThat(found).hasSameSizeAs(expected);
      double largest = 0;
      for (float v : expected) {
        largest = Math.max(largest, Math.abs(v));
      }
      for (int i = 0; i < found.length; i++) {
        assertThat((double) found[i]).isCloseTo(expected[i], within(1e-4 * largest));
      }
      assertThat(graph.outputSingle(input).sumNumber().doubleValue()).isCloseTo(4, within(1e-4));
    } finally {
      graph.close();
    }
  }
}
