package org.paperclaims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paperclaims.architectures.Network;
import org.paperclaims.datasets.Batch;
import org.paperclaims.datasets.BatchStream;
import org.paperclaims.datasets.Dataset;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.datasets.Datasets;
import org.paperclaims.harness.engine.Engine;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.Precision;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.lab.Engines;
import org.paperclaims.harness.measure.Networks;
import org.paperclaims.harness.measure.Workplace;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.run.LearningRate;
import org.paperclaims.harness.run.Protocol;
import org.paperclaims.harness.run.Recipe;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.store.Models;
import org.paperclaims.harness.store.Safetensors;
import org.paperclaims.harness.train.Control;
import org.paperclaims.harness.train.Trained;
import org.paperclaims.harness.train.Trainer;

/** A model that one engine trained is the same model in the other. */
class TravellingModelsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "dl4j, torch, resnet-8-w4",
    "torch, dl4j, resnet-8-w4",
    "dl4j, torch, preresnet-20-w4",
    "torch, dl4j, preresnet-20-w4"
  })
  void a_model_trained_by_one_engine_predicts_in_the_other_what_it_predicted_at_home(
      String home, String abroad, String architecture) throws IOException {
    DatasetSpec which = new DatasetSpec("shapes10", 200, 40, 8, false);
    try (Dataset data = new Datasets(Path.of("absent")).open(which)) {
      RunSpec spec = spec(home, architecture, data);
      Snapshot model = train(spec, data).model().orElseThrow();
      Path file = folder.resolve("model.safetensors");
      try (OutputStream out = Files.newOutputStream(file)) {
        Models.file(model.model(), Fingerprint.of(spec)).writeTo(out);
      }
      Snapshot read = Models.given(Safetensors.read(file, Safetensors.Trust.VERIFIED));
      float[] expected = predict(home, spec, data, model.model());
      float[] found = predict(abroad, spec, data, read);
      assertThat(expected).hasSize(400);
      for (int i = 0; i < expected.length; i++) {
        assertThat(found[i]).as("logit " + i).isCloseTo(expected[i], within(1e-4f));
      }
    }
  }

  private static Trained train(RunSpec spec, Dataset data) {
    Engine engine = Engines.find(spec.engine());
    return new Trainer(Trainer.Checkpointing.usual())
        .run(spec, data, new Workplace(engine, engine.devices().get(0), 1), Control.none());
  }

  private static float[] predict(String id, RunSpec spec, Dataset data, Snapshot model) {
    Engine engine = Engines.find(id);
    Network network = Networks.of(spec, data);
    LearnerOptions options =
        new LearnerOptions(
            engine.devices().get(0), 1, data.task(), 0.9, true, 0, Precision.FP32, true, 1);
    try (Learner learner = engine.learner(network, options);
        BatchStream batches = data.test().inOrder(40)) {
      learner.load(model);
      Batch batch = batches.next();
      return learner.predict(batch);
    }
  }

  private static RunSpec spec(String engine, String architecture, Dataset data) {
    return new RunSpec(
        Protocol.TRAIN,
        architecture,
        "last@100%",
        data.spec(),
        data.checksum(),
        new Recipe(
            2,
            25,
            new LearningRate(0.05, List.of()),
            0.9,
            true,
            1e-4,
            List.of("shift-1", "flip"),
            "he-normal",
            Precision.FP32),
        3,
        engine);
  }
}
