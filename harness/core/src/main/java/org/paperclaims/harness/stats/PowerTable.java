package org.paperclaims.harness.stats;

import java.util.List;

/**
 * Which effects can be seen with how many seeds: the smallest ones that a one-sided t test shows
 * with a power, in units of sigma.
 *
 * @param alpha one-sided
 * @param power such as 0.8
 * @param rows by number of seeds
 */
public record PowerTable(double alpha, double power, List<Row> rows) {
  public PowerTable {
    rows = List.copyOf(rows);
  }

  /**
   * A number of seeds.
   *
   * @param paired smallest effect in standard deviations of the pair difference
   * @param twoSample smallest difference of two separate samples in standard deviations of a run
   */
  public record Row(int seeds, double paired, double twoSample) {}

  /** Make the table. */
  public static PowerTable of(double alpha, double power, List<Integer> seeds) {
    return new PowerTable(
        alpha,
        power,
        seeds.stream()
            .map(
                n ->
                    new Row(
                        n,
                        Power.detectable(n, alpha, power),
                        Power.detectableTwoSample(n, alpha, power)))
            .toList());
  }
}
