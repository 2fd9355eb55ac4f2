package org.paperclaims.harness.stats;

/** The factor of a p value where several tests share alpha. */
@FunctionalInterface
public interface Multiplier {
  /** As many times as tests share alpha: Bonferroni's rule. */
  Multiplier BONFERRONI = (index, sharing) -> sharing;

  /**
   * Give the factor of a test.
   *
   * @param index the place of its p value among the given ones
   * @param sharing how many tests share alpha
   */
  double of(int index, int sharing);
}
