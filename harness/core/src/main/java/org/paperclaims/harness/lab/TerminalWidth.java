package org.paperclaims.harness.lab;

import java.io.IOException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** How wide the terminal is. */
final class TerminalWidth {
  private static final int USUAL = 80;

  private TerminalWidth() {}

  /**
   * Count the columns. The bars' library would ask as well, by a terminal that takes over the
   * process's signals: Ctrl-C would then kill it before runs are told to stop and save.
   */
  static int columns() {
    try (Terminal terminal =
        TerminalBuilder.builder().system(true).dumb(true).nativeSignals(false).build()) {
      return terminal.getWidth() > 0 ? terminal.getWidth() : USUAL;
    } catch (IOException | RuntimeException e) {
      return USUAL;
    }
  }
}
