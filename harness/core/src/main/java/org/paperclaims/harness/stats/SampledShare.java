package org.paperclaims.harness.stats;

import org.hipparchus.distribution.discrete.HypergeometricDistribution;

/**
 * A bound on how many of a finite population have a fault, from a sample of it without replacement
 * that was drawn by chance. Exact: the number of faults in the sample is hypergeometric.
 *
 * @param population how many there are
 * @param sample how many of them were looked at
 * @param faults how many of these have the fault
 */
public record SampledShare(int population, int sample, int faults) {
  /** Check the counts. */
  public SampledShare {
    if (sample < 1 || sample > population || faults < 0 || faults > sample) {
      throw new IllegalArgumentException(
          "found " + faults + " of a sample of " + sample + " out of " + population);
    }
  }

  /**
   * Give the largest number of faults in the population that the sample does not speak against:
   * with one more, so few in the sample would have had a chance of at most 1 - confidence.
   *
   * @param confidence such as 0.95
   */
  public int atMost(double confidence) {
    int low = faults;
    int high = population - (sample - faults);
    // The chance of so few falls as there are more: halve.
    while (low < high) {
      int middle = low + (high - low + 1) / 2;
      double chance =
          new HypergeometricDistribution(population, middle, sample).cumulativeProbability(faults);
      if (chance > 1 - confidence) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
