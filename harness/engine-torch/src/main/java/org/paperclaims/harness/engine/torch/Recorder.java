package org.paperclaims.harness.engine.torch;

/** Records work on a device, so that it can be done again without the calls that made it. */
interface Recorder {
  /**
   * Record work. It is not done meanwhile: whatever it would write has its old numbers afterwards.
   *
   * @param work calls libtorch alone, reads and writes the same tensors whenever it is done, and
   *     waits for nothing
   */
  Recording record(Runnable work);

  /**
   * Give how many steps of one batch size come before a recording. A last batch of an epoch is not
   * worth one, and libraries take their memory and choose their algorithms in the first.
   */
  default int stepsBefore() {
    return 3;
  }

  /** Recorded work. */
  interface Recording extends AutoCloseable {
    /** Do the work. */
    void play();

    @Override
    void close();
  }
}
