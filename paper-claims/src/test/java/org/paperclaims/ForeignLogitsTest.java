package org.paperclaims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.family.Architectures;
import org.paperclaims.datasets.Batch;
import org.paperclaims.datasets.Task;
import org.paperclaims.harness.engine.Engine;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.Precision;
import org.paperclaims.harness.lab.Engines;
import org.paperclaims.harness.model.ModelFile;
import org.paperclaims.harness.model.Reading;

/**
 * Models of torchvision give the logits here that they give in Python. Says aloud where no Python
 * with PyTorch and torchvision is found.
 */
class ForeignLogitsTest {
  private static final int SIDE = 224;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "resnet18, resnet-18, torch",
    "resnet18, resnet-18, dl4j",
    "resnet50, resnet-50-v1.5, torch",
    "vgg16_bn, vgg-16-bn, torch",
    "densenet121, densenet-121, torch",
  })
  void logits_are_those_of_python(String model, String architecture, String id) {
    assumeTrue(Python.has("torch, torchvision"), Python.without("torch, torchvision"));
    assertThat(Python.run("src/test/python/torchvision_models.py", folder.toString(), model))
        .isPresent();
    float[] expected;
    try (ModelFile file = ModelFile.open(folder.resolve(model + ".logits.pth"))) {
      expected = file.read(file.tensors().get(0)).data();
    }
    float[] found = logits(model, architecture, id);
    double scale =
        IntStream.range(0, expected.length)
            .mapToDouble(i -> expected[i])
            .map(Math::abs)
            .max()
            .orElseThrow();
    assertThat(found).hasSize(2000);
    for (int i = 0; i < found.length; i++) {
      assertThat((double) found[i])
          .as("logit %d of %s, of which the largest is %s", i, model, scale)
          .isCloseTo(expected[i], within(1e-4 * Math.max(1, scale)));
    }
  }

  private float[] logits(String model, String architecture, String id) {
    Network network = Architectures.build(architecture, new Shape(3, SIDE, SIDE), 1000);
    Engine engine = Engines.find(id);
    List<String> labels = IntStream.range(0, 1000).mapToObj(i -> "class " + i).toList();
    LearnerOptions options =
        new LearnerOptions(
            engine.devices().get(0),
            2,
            new Task.Classification(labels),
            0,
            false,
            0,
            Precision.FP32,
            true,
            1);
    float[] images = new float[2 * 3 * SIDE * SIDE];
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) Math.sin(i * 0.37);
    }
    try (ModelFile file = ModelFile.open(folder.resolve(model + ".pth"));
        Learner learner = engine.learner(network, options)) {
      learner.load(Reading.of(file, network, "").snapshot(file));
      return learner.predict(Batch.labelled(2, images, new int[2]));
    }
  }
}
