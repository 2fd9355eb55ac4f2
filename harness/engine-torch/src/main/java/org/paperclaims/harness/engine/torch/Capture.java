package org.paperclaims.harness.engine.torch;

/**
 * Captures work on a device as a graph, so that it can be done again without the calls that made
 * it.
 */
interface Capture {
  /**
   * Capture work. It is not done meanwhile: whatever it would write has its old numbers afterwards.
   *
   * @param work calls libtorch alone, reads and writes the same tensors whenever it is done, and
   *     waits for nothing
   */
  Graph capture(Runnable work);

  /**
   * Give how many steps of one batch size come before a capture. A last batch of an epoch is not
   * worth one, and libraries take their memory and choose their algorithms in the first.
   */
  default int stepsBefore() {
    return 3;
  }

  /** Captured work. */
  interface Graph extends AutoCloseable {
    /** Do the work. */
    void replay();

    @Override
    void close();
  }
}
