package org.paperclaims.reports.chart;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The gains of a comparison, seed by seed: what a verdict is about.
 *
 * @param arm the place of the arm under which they are drawn
 * @param bySeed positive when they speak for the claim
 */
public record GainSeries(int arm, SortedMap<Long, Double> bySeed) {
  public GainSeries {
    bySeed = Collections.unmodifiableSortedMap(new TreeMap<>(bySeed));
  }
}
