package org.paperclaims.harness.engine.torch;

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
record NormPlace(Node.BatchNorm node, int input, int added, boolean rectify, int output) {
  /** Stands for "no sum follows". */
  static final int NOTHING = -1;

  boolean adds() {
    return added != NOTHING;
  }
}
