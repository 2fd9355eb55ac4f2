package org.paperclaims.harness.store;

import org.jspecify.annotations.Nullable;

/**
 * The message of an error about a stranger's file: on one line, without what a terminal would obey,
 * and cut where it would no longer be read.
 */
final class Brief {
  private static final int LONGEST = 500;

  private Brief() {}

  static String of(@Nullable Object what) {
    String text = String.valueOf(what);
    String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    return cut.replaceAll("[\\p{Cc}\\p{Cf}]+", " ");
  }
}
