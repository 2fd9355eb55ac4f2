package org.paperclaims.harness.engine.plan.dnnl;

import java.util.List;

/**
 * The filters of a convolution of images, of one group.
 *
 * @param in channels
 * @param out channels
 * @param stride rows and columns from one window to the next
 * @param padding rows above and as many below, and columns on the left and as many on the right
 */
public record Filter(
    long in, long out, long height, long width, List<Long> stride, List<Long> padding) {
  public Filter {
    stride = List.copyOf(stride);
    padding = List.copyOf(padding);
  }

  static long[] sizes(List<Long> numbers) {
    return numbers.stream().mapToLong(Long::longValue).toArray();
  }
}
