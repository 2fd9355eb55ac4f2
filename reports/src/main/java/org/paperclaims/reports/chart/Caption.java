package org.paperclaims.reports.chart;

/**
 * The words that let a chart stand alone wherever it is shown.
 *
 * @param title what is drawn, with its unit
 * @param subtitle of which network and data, from how many seeds
 * @param source the claim's paper and the tier
 */
public record Caption(String title, String subtitle, String source) {
  /** Give the same words with another title. */
  public Caption titled(String other) {
    return new Caption(other, subtitle, source);
  }
}
