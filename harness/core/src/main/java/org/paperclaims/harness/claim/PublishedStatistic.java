package org.paperclaims.harness.claim;

import java.util.Locale;

/**
 * The kind of number that the paper gives. Whether of the last or the best epoch is told by the
 * metric.
 */
public enum PublishedStatistic {
  SINGLE_RUN,
  BEST_OF_N,
  MEDIAN_OF_N,
  MEAN_OF_N;

  /** Give the name in records, such as {@code best-of-n}; a record writes the number for n. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
