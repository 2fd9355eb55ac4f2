package org.paperclaims.harness.engine.dl4j;

/**
 * One walk through the network.
 *
 * @param examples in the batch
 * @param step training steps taken before
 * @param seed of what the engine draws itself
 */
record Pass(Mode mode, int examples, long step, long seed) {
  /** How a network is walked through. */
  enum Mode {
    /** Batch statistics, dropout, running statistics move. */
    TRAIN,
    /** Running statistics. */
    INFER,
    /** Batch statistics, no dropout, nothing moves. */
    LOOK
  }

  boolean training() {
    return mode == Mode.TRAIN;
  }

  boolean batchStatistics() {
    return mode != Mode.INFER;
  }
}
