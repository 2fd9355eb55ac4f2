package org.paperclaims.harness.measure;

/** What the values of a metric are counted in. Metrics of one unit can be compared. */
public enum Unit {
  /** Percent of examples; for a regression the squared error divided by the targets' variance. */
  ERROR,
  /** Mean loss an example: nats for a classification, squared error for a regression. */
  LOSS,
  /** A cosine, from -1 to 1. */
  COSINE,
  /** Dimensions that features fill, from 1 on. */
  RANK,
  /** Growth of a logarithm a module. */
  GROWTH;

  /**
   * Tell whether values are percentages, and so differences percentage points.
   *
   * @param regression whether the data set asks for numbers and not for classes
   */
  public boolean percent(boolean regression) {
    return this == ERROR && !regression;
  }
}
