package org.paperclaims.harness.measure;

/** The unit of a metric's values. Metrics of one unit can be compared. */
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
  GROWTH,
  /** Epochs of training. */
  EPOCHS,
  /** A logarithm to the base 10. */
  DECADES,
  /** A factor that a rectifier gives to negative numbers. */
  SLOPE,
  /** A ratio of like things; 1 is all. */
  RATIO;

  /**
   * Tell whether values are percentages, and so differences percentage points.
   *
   * @param regression whether the data set asks for numbers and not for classes
   */
  public boolean percent(boolean regression) {
    return this == ERROR && !regression;
  }
}
