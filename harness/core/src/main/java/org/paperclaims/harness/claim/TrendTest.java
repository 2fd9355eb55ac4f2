package org.paperclaims.harness.claim;

import java.util.Locale;

/** How a trend is tested; declared in every record of a trend. */
public enum TrendTest {
  /**
   * Page's test, exact: the rank correlation of metric and variable within each seed, summed over
   * seeds, against all permutations within the seeds. Assumes only that, without a trend, every
   * order of a seed's runs is as likely as any other.
   */
  RANK,
  /**
   * Student's t on the seeds' least-squares slopes. Assumes slopes that are independent and close
   * to normal; sees a trend that is not monotone between neighbours.
   */
  SLOPE;

  /** Give the name in records, such as {@code rank}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
