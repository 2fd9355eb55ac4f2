package org.paperclaims.harness.measure;

import org.paperclaims.harness.run.Protocol;

/**
 * How a metric is named and read.
 *
 * @param name in catalogues and run records, such as {@code test_error}
 * @param label for people, such as {@code Test error}
 * @param unit of its values
 * @param better which values are usually wanted; a record declares its own
 * @param protocol of the runs that have it
 */
public record Heading(String name, String label, Unit unit, Direction better, Protocol protocol) {
  /** Head a metric of trained networks of which lower values are wanted. */
  public static Heading lower(String name, String label, Unit unit) {
    return new Heading(name, label, unit, Direction.LOWER, Protocol.TRAIN);
  }

  /** Head a metric of trained networks of which higher values are wanted. */
  public static Heading higher(String name, String label, Unit unit) {
    return new Heading(name, label, unit, Direction.HIGHER, Protocol.TRAIN);
  }
}
