package org.paperclaims.harness.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The state of a learner: named float32 tensors in a fixed order, and how many steps were taken.
 *
 * @param step training steps taken since the start of the run
 * @param tensors by name; weights and running statistics by parameter name, what an optimiser and a
 *     moving average keep with a prefix
 */
public record Snapshot(long step, Map<String, Tensor> tensors) {
  /** Stands before a parameter's name to name its momentum, v of {@link Optimiser}. */
  public static final String MOMENTUM_PREFIX = "momentum.";

  /** Stands before a parameter's name to name its mean square, s of {@link Optimiser}. */
  public static final String SQUARES_PREFIX = "squares.";

  /** Stands before a parameter's name to name its moving average, a of {@link LearningRule}. */
  public static final String AVERAGE_PREFIX = "average.";

  private static final List<String> PREFIXES =
      List.of(MOMENTUM_PREFIX, SQUARES_PREFIX, AVERAGE_PREFIX);

  public Snapshot {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
  }

  /** Give a tensor by name. */
  public Tensor tensor(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("the snapshot has no tensor " + name);
    }
    return tensor;
  }

  /**
   * Give a model for inference: the parameters, at their moving average if there is one, and
   * nothing else.
   */
  public Snapshot model() {
    Map<String, Tensor> kept = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          if (PREFIXES.stream().noneMatch(name::startsWith)) {
            kept.put(name, tensors.getOrDefault(AVERAGE_PREFIX + name, tensor));
          }
        });
    return new Snapshot(step, kept);
  }
}
