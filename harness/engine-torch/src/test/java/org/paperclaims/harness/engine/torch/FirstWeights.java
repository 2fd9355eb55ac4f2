package org.paperclaims.harness.engine.torch;

import java.util.LinkedHashMap;
import java.util.Map;
import org.paperclaims.architectures.Initialisation;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Parameter;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.engine.Tensor;

/** Drawn weights to begin a training with. */
final class FirstWeights {
  private FirstWeights() {}

  static Snapshot of(Network network, long seed) {
    Map<String, float[]> drawn = Initialisation.HE_NORMAL.draw(network, seed);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Parameter p : network.parameters()) {
      tensors.put(p.name(), new Tensor(p.shape(), drawn.getOrDefault(p.name(), new float[0])));
    }
    return new Snapshot(0, tensors);
  }
}
