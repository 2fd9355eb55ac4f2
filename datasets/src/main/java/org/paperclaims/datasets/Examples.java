package org.paperclaims.datasets;

/** The examples that batches are made of. Safe for use by several threads. */
interface Examples {
  int count();

  /** Count the input numbers of one example. */
  int inputs();

  /** Count the numbers to be met of one example; 0 for a classification. */
  int targets();

  /** Say how many examples are worth a task of their own for a prefetching thread. */
  default int slice() {
    return Integer.MAX_VALUE;
  }

  /** Make a writer of the examples as they are, for one thread. */
  Writer plain();

  /** Make a writer of the examples as the order augments them, for one thread. */
  Writer augmented(EpochOrder order);

  /** Writes examples, by one thread. */
  @FunctionalInterface
  interface Writer {
    void write(int index, UnfinishedBatch batch, int slot);
  }
}
