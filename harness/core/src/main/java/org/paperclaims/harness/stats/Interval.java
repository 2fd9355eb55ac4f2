package org.paperclaims.harness.stats;

/** An interval of numbers, ends included. */
public record Interval(double low, double high) {
  /** Tell whether a number lies in it. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
