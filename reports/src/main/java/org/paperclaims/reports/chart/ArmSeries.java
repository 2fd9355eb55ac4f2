package org.paperclaims.reports.chart;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An arm's values, as a chart needs them.
 *
 * @param name what it is made of, such as {@code last erased}, or the record's word for it
 * @param control whether it is a control
 * @param level value of a trend's variable
 * @param rank its place among the levels of a trend, from 0 on; -1 where arms have no order
 * @param ranks how many levels there are
 * @param bySeed the metric by seed; runs that gave none are left out
 * @param diverged how many runs diverged
 * @param curves for each run the metric's value after every epoch
 */
public record ArmSeries(
    String name,
    boolean control,
    double level,
    int rank,
    int ranks,
    SortedMap<Long, Double> bySeed,
    int diverged,
    List<double[]> curves) {
  public ArmSeries {
    bySeed = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(bySeed));
    curves = List.copyOf(curves);
  }

  /** Give the values after the last epoch, of the runs that came to it. */
  public List<Double> ends() {
    int longest = curves.stream().mapToInt(curve -> curve.length).max().orElse(0);
    return longest == 0
        ? List.of()
        : curves.stream()
            .filter(curve -> curve.length == longest)
            .map(curve -> curve[longest - 1])
            .toList();
  }

  /** Give each arm its place among those of its kind: what its colour and shape depend on. */
  static int place(List<ArmSeries> arms, int index) {
    return (int) arms.subList(0, index).stream().filter(a -> !a.control()).count();
  }
}
