package org.paperclaims.harness.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Shape;
import org.paperclaims.datasets.Batch;
import org.paperclaims.datasets.Task;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.Precision;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.engine.testkit.FamilyMember;
import org.paperclaims.harness.engine.testkit.Given;
import org.paperclaims.harness.engine.testkit.SmallNetworks;
import org.paperclaims.harness.engine.torch.natives.Libtorch;

class TorchScriptFormatTest {
  @TempDir private Path folder = Path.of("");

  static Stream<Network> networks() {
    return Stream.concat(
        Stream.concat(SmallNetworks.ofEveryNodeType().stream(), Stream.of(SmallNetworks.drawing())),
        FamilyMember.all().stream().map(FamilyMember::network));
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("networks")
  void a_written_module_gives_the_logits_of_the_engine(Network network) {
    Task task = new Task.Regression(network.output().size());
    Batch batch = Given.targeted(network, 3, 7);
    Snapshot model = Given.weights(network, 5);
    Path file = folder.resolve("model.pt");

    new TorchScriptFormat().write(network, model, task, file);

    assertSame(scripted(file, network, batch), predicted(network, model, task, batch));
  }

  private static float[] predicted(Network network, Snapshot model, Task task, Batch batch) {
    TorchEngine engine = new TorchEngine();
    LearnerOptions options =
        new LearnerOptions(engine.devices().get(0), 1, task, 0.9, true, 0, Precision.FP32, true, 1);
    try (Learner learner = engine.learner(network, options)) {
      learner.load(model);
      return learner.predict(batch);
    }
  }

  private static float[] scripted(Path file, Network network, Batch batch) {
    Shape shape = network.input();
    return Libtorch.call(
        1,
        () -> {
          Tensor inputs =
              torch
                  .tensor(batch.inputs())
                  .view(batch.size(), shape.channels(), shape.height(), shape.width());
          Tensor outputs =
              torch.load(file.toString()).forward(new IValueVector(new IValue(inputs))).toTensor();
          assertThat(outputs.sizes().vec().get())
              .containsExactly(batch.size(), network.output().size());
          float[] numbers = new float[(int) outputs.numel()];
          new FloatPointer(outputs.contiguous().data_ptr()).get(numbers);
          return numbers;
        });
  }

  private static void assertSame(float[] found, float[] expected) {
    float largest = 0;
    for (float number : expected) {
      largest = Math.max(largest, Math.abs(number));
    }
    assertThat(largest).isPositive();
    assertThat(found).containsExactly(expected, within(1e-5f * largest));
  }
}
