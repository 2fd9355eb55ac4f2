package org.paperclaims.architectures;

import java.util.Collection;
import java.util.Comparator;

/** Finds the valid number nearest to a wrong one. */
final class Nearest {
  private Nearest() {}

  /** Give the nearest of a few numbers, the smaller of two that are as near. */
  static int of(int wanted, Collection<Integer> allowed) {
    return allowed.stream()
        .min(
            Comparator.<Integer>comparingInt(n -> Math.abs(n - wanted))
                .thenComparing(Comparator.naturalOrder()))
        .orElseThrow();
  }

  /** Give the nearest of {@code offset + n * step} with n from 1 on. */
  static int of(int wanted, int offset, int step) {
    return offset + step * Math.max(1, Math.round((wanted - offset) / (float) step));
  }
}
