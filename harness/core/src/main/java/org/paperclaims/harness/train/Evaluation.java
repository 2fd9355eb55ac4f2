package org.paperclaims.harness.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Parameter;
import org.paperclaims.datasets.Dataset;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.engine.Tensor;
import org.paperclaims.harness.run.RunSpec;

/** Measures a model without training it. */
public final class Evaluation {
  private Evaluation() {}

  /**
   * Measure a model: {@code test_error}, {@code test_loss} and {@code train_error}.
   *
   * @param model at least the network's parameters; what else it has is left out
   * @throws IllegalArgumentException if the model is not one of the spec's network; names the first
   *     tensor that is missing or of another shape
   */
  public static Map<String, Double> of(
      RunSpec spec, Dataset dataset, Workplace place, Snapshot model) {
    Network network = Networks.of(spec, dataset);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Parameter parameter : network.parameters()) {
      Tensor tensor = model.tensors().get(parameter.name());
      if (tensor == null || !tensor.shape().equals(parameter.shape())) {
        throw new IllegalArgumentException(
            "a model of %s has the tensor %s of shape %s, found %s"
                .formatted(
                    network.name(),
                    parameter.name(),
                    parameter.shape(),
                    tensor == null ? "none" : tensor.shape()));
      }
      tensors.put(parameter.name(), tensor);
    }
    try (Learner learner = Trainer.learner(spec, network, dataset, place)) {
      learner.load(new Snapshot(model.step(), tensors));
      Score test = Score.ofTest(learner, dataset, spec.recipe());
      Score train = Score.of(learner, dataset.train(), dataset.example(), dataset.task());
      return Map.of(
          "test_error", test.error(),
          "test_loss", test.loss(),
          "train_error", train.error());
    }
  }
}
