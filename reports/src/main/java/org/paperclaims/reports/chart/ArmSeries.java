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
 * @param curves for each run the metric's value after every epoch
 */
public record ArmSeries(
    String name,
    boolean control,
    double level,
    int rank,
    int ranks,
    SortedMap<Long, Double> bySeed,
    List<double[]> curves) {
  public ArmSeries {
    bySeed = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(bySeed));
    curves = List.copyOf(curves);
  }

  /** Give each arm its place among those of its kind: what its colour and shape depend on. */
  static int place(List<ArmSeries> arms, int index) {
    return (int) arms.subList(0, index).stream().filter(a -> !a.control()).count();
  }
}
