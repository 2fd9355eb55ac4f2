package org.paperclaims.harness.measure;

import java.util.LinkedHashMap;
import java.util.Map;
import org.paperclaims.architectures.Erasure;
import org.paperclaims.architectures.Initialisation;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Parameter;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.family.Architectures;
import org.paperclaims.datasets.Dataset;
import org.paperclaims.datasets.ImageSize;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.engine.Tensor;
import org.paperclaims.harness.run.RunSpec;

/** The network of a run spec, erased, its first weights, and those of a model. */
public final class Networks {
  private Networks() {}

  /**
   * Build the network of a run for the examples and outputs of its data set.
   *
   * @throws IllegalArgumentException if there is no such architecture or erasure
   */
  public static Network of(RunSpec spec, Dataset dataset) {
    ImageSize size = dataset.example();
    Network network =
        Architectures.build(
            spec.architecture(),
            new Shape(size.channels(), size.height(), size.width()),
            dataset.task().outputs());
    return Erasure.parse(spec.erasure()).applyTo(network);
  }

  /**
   * Give what a network needs of a model.
   *
   * @param model at least the network's parameters; what else it has is left out
   * @throws IllegalArgumentException if the model is not one of that network; names the first
   *     tensor that is missing or of another shape
   */
  public static Snapshot parameters(Network network, Snapshot model) {
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
    return new Snapshot(model.step(), tensors);
  }

  /** Draw the first weights, which depend on the seed and not on the erasure. */
  public static Snapshot firstWeights(RunSpec spec, Network network) {
    Map<String, float[]> drawn =
        Initialisation.named(spec.recipe().initialisation()).draw(network, spec.seed());
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Parameter parameter : network.parameters()) {
      float[] numbers = drawn.get(parameter.name());
      if (numbers == null) {
        throw new IllegalStateException("no first weights were drawn for " + parameter.name());
      }
      tensors.put(parameter.name(), new Tensor(parameter.shape(), numbers));
    }
    return new Snapshot(0, tensors);
  }
}
