package org.paperclaims.datasets;

/**
 * A data set, opened. Holds no more memory than it must: real data stays in memory-mapped files.
 * Safe for use by several threads.
 */
public interface Dataset extends AutoCloseable {
  /** Give the spec this data set was opened with. */
  DatasetSpec spec();

  /** Give what is asked of a network: classes, or numbers to be met. */
  Task task();

  /** Give the size of one example. */
  ImageSize example();

  /** Give the training examples. */
  Split train();

  /** Give the test examples; the validation examples if the spec says so. */
  Split test();

  /**
   * Give the SHA-256, in lower-case hexadecimal, of the bytes (or, for generated data, of the
   * generator's version and seed) that the examples come from. Part of every run's fingerprint.
   */
  String checksum();

  @Override
  void close();
}
