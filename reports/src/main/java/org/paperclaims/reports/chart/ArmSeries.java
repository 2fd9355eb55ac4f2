package org.paperclaims.reports.chart;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An arm's values, as a chart needs them.
 *
 * @param name in the record's words
 * @param control whether it is a control
 * @param level value of a trend's variable
 * @param bySeed the metric by seed; runs that gave none are left out
 * @param curves for each run the metric's value after every epoch
 */
public record ArmSeries(
    String name,
    boolean control,
    double level,
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
