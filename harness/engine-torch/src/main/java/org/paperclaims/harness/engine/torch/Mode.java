package org.paperclaims.harness.engine.torch;

/** How a network is run. */
enum Mode {
  /** Batch statistics, which move the running ones; dropout; gradients. */
  TRAIN,
  /** Batch statistics, which move nothing; no dropout. */
  BATCH_STATISTICS,
  /** Running statistics; no dropout. */
  INFERENCE
}
