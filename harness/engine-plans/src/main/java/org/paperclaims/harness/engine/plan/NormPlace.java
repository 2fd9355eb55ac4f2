package org.paperclaims.harness.engine.plan;

import org.paperclaims.architectures.Node;

/**
 * Where a batch normalisation stands, and what follows it.
 *
 * @param node the normalisation
 * @param input slot of what is normalised
 * @param added slot of what is added to the result, or {@link #NOTHING}
 * @param rectify whether the sum is rectified
 * @param output slot of the outcome
 */
public record NormPlace(Node.BatchNorm node, int input, int added, boolean rectify, int output) {
  /** Stands for "no sum follows". */
  public static final int NOTHING = -1;

  /** Tell whether something is added to the result. */
  public boolean adds() {
    return added != NOTHING;
  }
}
