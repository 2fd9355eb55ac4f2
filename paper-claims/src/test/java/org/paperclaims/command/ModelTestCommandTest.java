package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.paperclaims.harness.engine.GraphFormat;

/** A file that cannot be measured is refused before any data is read. */
class ModelTestCommandTest {
  private static Claims test(Path file) {
    return Claims.call(
        "model",
        "test",
        file.toString(),
        "--dataset",
        "shapes10",
        "--scaling",
        "own",
        "--expect-error",
        "5");
  }

  @Test
  void an_onnx_file_without_its_module_says_how_to_get_it() {
    assumeTrue(
        ServiceLoader.load(GraphFormat.class).findFirst().isEmpty(),
        "skipped: the module that reads ONNX is here");
    Claims call = test(Path.of("network.onnx"));
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.err())
        .contains(
            "network.onnx is read by the module paper-claims-engine-onnx, which is not on the class path; build with -Ponnx");
  }

  @Test
  void a_file_of_tensors_needs_its_network_named() {
    Claims call = test(Path.of("network.pth"));
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.err()).contains("name it with --architecture, such as resnet-20-a");
  }
}
