package org.paperclaims.harness.measure;

/** Which values of a metric are better; declared in every record, never guessed. */
public enum Direction {
  LOWER,
  HIGHER
}
