package org.paperclaims.harness.lab;

import java.io.PrintStream;
import java.util.function.IntSupplier;

/**
 * The last line of a terminal, which is written over and over. It is never wider than the terminal
 * is at that moment, so that it stays one line when a window is made narrower or wider.
 */
final class StatusLine {
  private static final String TO_THE_START = "\r\u001b[K";
  private static final int LEAST = 20;
  private final PrintStream out;
  private final IntSupplier columns;
  private boolean shown;

  StatusLine(PrintStream out, IntSupplier columns) {
    this.out = out;
    this.columns = columns;
  }

  /** Write the line in the place of the one before. */
  void show(String text) {
    // A terminal wraps after its last column.
    int room = Math.max(LEAST, columns.getAsInt()) - 1;
    out.print(TO_THE_START + (text.length() <= room ? text : text.substring(0, room - 1) + "~"));
    out.flush();
    shown = true;
  }

  /** Take the line away, so that others can be written. */
  void clear() {
    if (shown) {
      out.print(TO_THE_START);
      out.flush();
      shown = false;
    }
  }
}
