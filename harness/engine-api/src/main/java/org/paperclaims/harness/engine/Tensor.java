package org.paperclaims.harness.engine;

import java.util.List;

/**
 * A float32 tensor. The data is not copied: treat it as read only.
 *
 * @param shape sizes, outermost first
 * @param data row major
 */
public record Tensor(List<Integer> shape, float[] data) {
  public Tensor {
    shape = List.copyOf(shape);
    int size = shape.stream().reduce(1, Math::multiplyExact);
    if (size != data.length) {
      throw new IllegalArgumentException(
          "a tensor of shape " + shape + " holds " + size + " numbers, found " + data.length);
    }
  }
}
