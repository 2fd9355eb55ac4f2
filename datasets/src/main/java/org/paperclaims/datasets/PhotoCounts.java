package org.paperclaims.datasets;

import java.util.Locale;

/** How much there is of a set of photographs. */
record PhotoCounts(int classes, int train, int test) {
  /** Say it in words. */
  String words() {
    return String.format(
        Locale.ROOT, "%,d classes, %,d training photographs, %,d to test on", classes, train, test);
  }
}
