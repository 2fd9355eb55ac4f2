package org.paperclaims.harness.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** How a process that is told to end says its last line. */
final class LastWord {
  private static final Path TERMINAL = Path.of("/dev/tty");

  private LastWord() {}

  /**
   * Say a line on standard error. A test process of Maven's says it on the terminal too: Ctrl-C has
   * ended Maven by then, and nobody passes on what its tests print.
   */
  static void say(String line) {
    System.err.println(line);
    if (System.getProperty("surefire.real.class.path") != null && Files.isWritable(TERMINAL)) {
      try {
        Files.writeString(
            TERMINAL,
            System.lineSeparator() + line + System.lineSeparator(),
            StandardOpenOption.WRITE);
      } catch (IOException e) {
        // A process without a terminal has nobody to tell.
      }
    }
  }
}
