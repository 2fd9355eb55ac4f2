package org.paperclaims.harness.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.datasets.Batch;
import org.paperclaims.datasets.Task;
import org.paperclaims.harness.engine.Device;
import org.paperclaims.harness.engine.EngineException;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.Precision;

/**
 * ONNX Runtime gives the products that can be worked out by hand, and everything else is refused.
 */
class OnnxGraphTest {
  private static final float[] WEIGHTS = {1, 0, 0, 2, 3, 0, 0, 4};
  private static final Batch THREE =
      Batch.labelled(3, new float[] {1, 2, 3, 4, 5, 6, 7, 8, -1, 0, 0, 1}, new int[3]);

  @TempDir private Path folder = Path.of("");

  private Learner open(byte[] content, int classes) throws IOException {
    Path file = Files.write(folder.resolve("tiny.onnx"), content);
    List<String> labels = List.of("a", "b", "c", "d").subList(0, classes);
    return new OnnxFormat()
        .open(
            file,
            new LearnerOptions(
                new Device("cpu", "CPU"),
                1,
                new Task.Classification(labels),
                0,
                false,
                0,
                Precision.FP32,
                true,
                0));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 8})
  void answers_are_those_of_the_matrix_whatever_batch_the_file_fixes(int batch) throws IOException {
    try (Learner graph = open(TinyOnnx.linear(batch, WEIGHTS, 2), 2)) {
      assertThat(graph.predict(THREE)).containsExactly(10, 20, 26, 44, -1, 4);
    }
  }

  @Test
  void a_file_with_two_inputs_is_refused_with_what_is_allowed() {
    assertThatThrownBy(() -> open(TinyOnnx.withInputs(WEIGHTS, 2, "mask"), 2))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("tiny.onnx has 2 inputs; allowed is one, a batch of images");
  }

  @Test
  void it_may_be_closed_twice_and_does_nothing_afterwards() throws IOException {
    Learner graph = open(TinyOnnx.linear(0, WEIGHTS, 2), 2);
    graph.close();
    graph.close();
    assertThatThrownBy(() -> graph.predict(THREE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void it_predicts_and_nothing_else() throws IOException {
    try (Learner graph = open(TinyOnnx.linear(0, WEIGHTS, 2), 2)) {
      assertThatThrownBy(() -> graph.train(THREE, 0.1))
          .isInstanceOf(EngineException.Unsupported.class)
          .hasMessageContaining("predicts, and nothing else");
    }
  }

  @Test
  void other_classes_than_the_datas_are_refused() throws IOException {
    try (Learner graph = open(TinyOnnx.linear(0, WEIGHTS, 2), 4)) {
      assertThatThrownBy(() -> graph.predict(THREE))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("allowed are 4 numbers for each image");
    }
  }

  @Test
  void other_images_than_the_files_are_refused() throws IOException {
    try (Learner graph = open(TinyOnnx.linear(0, WEIGHTS, 2), 2)) {
      assertThatThrownBy(() -> graph.predict(Batch.labelled(1, new float[3], new int[1])))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("takes inputs of [-1, 1, 2, 2]");
    }
  }

  @Test
  void a_file_that_is_none_is_refused() {
    assertThatThrownBy(() -> open(new byte[] {1, 2, 3}, 2))
        .isInstanceOf(EngineException.class)
        .hasMessageStartingWith("ONNX Runtime cannot open ");
  }
}
