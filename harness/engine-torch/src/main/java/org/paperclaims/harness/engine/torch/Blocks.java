package org.paperclaims.harness.engine.torch;

import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The state that a step of a learning rule reads and writes, but for the gradients: vectors of one
 * layout.
 *
 * @param values the trainable numbers
 * @param squares the mean squares of their gradients, if the optimiser keeps them
 * @param average their moving average, if one is kept
 * @param decays the weight decay of each, if it is not the same for all
 */
record Blocks(
    Tensor values,
    Tensor momenta,
    @Nullable Tensor squares,
    @Nullable Tensor average,
    @Nullable Tensor decays) {
  /** Give the same part of all. */
  Blocks part(long from, long length) {
    return new Blocks(
        values.narrow(0, from, length),
        momenta.narrow(0, from, length),
        part(squares, from, length),
        part(average, from, length),
        part(decays, from, length));
  }

  private static @Nullable Tensor part(@Nullable Tensor block, long from, long length) {
    return block == null ? null : block.narrow(0, from, length);
  }
}
