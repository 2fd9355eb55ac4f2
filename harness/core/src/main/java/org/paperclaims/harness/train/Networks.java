package org.paperclaims.harness.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.paperclaims.architectures.Architectures;
import org.paperclaims.architectures.Erasure;
import org.paperclaims.architectures.Initialisation;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Parameter;
import org.paperclaims.architectures.Shape;
import org.paperclaims.datasets.Dataset;
import org.paperclaims.datasets.ImageSize;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.engine.Tensor;
import org.paperclaims.harness.run.RunSpec;

/** The network of a run spec, erased, and its first weights. */
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
