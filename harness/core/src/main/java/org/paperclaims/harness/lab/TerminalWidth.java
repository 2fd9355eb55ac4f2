package org.paperclaims.harness.lab;

import java.io.IOException;
import java.util.function.IntSupplier;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/** How wide the terminal is; asked again each time, because people resize their windows. */
final class TerminalWidth implements IntSupplier, AutoCloseable {
  /** The width of a terminal that does not tell its own. */
  static final int USUAL = 80;

  private final @Nullable Terminal terminal;

  /**
   * Look at the process's terminal. Its signals stay the process's: Ctrl-C would otherwise kill it
   * before runs are told to stop and save.
   */
  TerminalWidth() {
    Terminal found;
    try {
      found = TerminalBuilder.builder().system(true).dumb(true).nativeSignals(false).build();
    } catch (IOException | RuntimeException e) {
      found = null;
    }
    terminal = found;
  }

  @Override
  public int getAsInt() {
    int width = terminal == null ? 0 : terminal.getWidth();
    return width > 0 ? width : USUAL;
  }

  @Override
  public void close() {
    if (terminal != null) {
      try {
        terminal.close();
      } catch (IOException e) {
        // Nothing more is asked of it.
      }
    }
  }
}
