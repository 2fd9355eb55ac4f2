package org.paperclaims.architectures;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Counts the numbers of a tensor, which one array must be able to hold. */
final class Count {
  private Count() {}

  /**
   * Multiply sizes.
   *
   * @param sizes each at least 1
   * @throws IllegalArgumentException if there are more than 2^31 - 1 numbers
   */
  static int of(String what, List<Integer> sizes) {
    long numbers = 1;
    for (int size : sizes) {
      numbers *= size;
      if (numbers > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%s of %s has more than the %,d numbers that an array holds",
                what,
                sizes.stream().map(String::valueOf).collect(Collectors.joining("x")),
                Integer.MAX_VALUE));
      }
    }
    return (int) numbers;
  }
}
