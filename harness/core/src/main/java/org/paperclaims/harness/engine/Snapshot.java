package org.paperclaims.harness.engine;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The state of a learner: named float32 tensors in a fixed order, and how many steps were taken.
 *
 * @param step training steps taken since the start of the run
 * @param tensors by name; weights and running statistics by parameter name, momenta with a prefix
 */
public record Snapshot(long step, Map<String, Tensor> tensors) {
  /** Stands before a parameter's name to name its momentum. */
  public static final String MOMENTUM_PREFIX = "momentum.";

  public Snapshot {
    tensors = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
  }

  /** Give a tensor by name. */
  public Tensor tensor(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("the snapshot has no tensor " + name);
    }
    return tensor;
  }

  /** Give the same without momenta: a model for inference. */
  public Snapshot model() {
    Map<String, Tensor> kept = new LinkedHashMap<>(tensors);
    kept.keySet().removeIf(n -> n.startsWith(MOMENTUM_PREFIX));
    return new Snapshot(step, kept);
  }
}
