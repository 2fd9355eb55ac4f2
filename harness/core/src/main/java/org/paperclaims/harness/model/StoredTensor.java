package org.paperclaims.harness.model;

import java.util.List;

/**
 * A tensor of a file, before its numbers are read.
 *
 * @param name in the file, with the names of what it is nested in: {@code
 *     state_dict.module.conv1.weight}
 * @param shape sizes, outermost first
 */
public record StoredTensor(String name, NumberType type, List<Integer> shape) {
  public StoredTensor {
    shape = List.copyOf(shape);
  }

  /** Count the numbers. */
  public long count() {
    return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }
}
