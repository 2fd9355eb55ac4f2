package org.paperclaims.harness.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * When a process of this machine began, in words that every process of it finds the same. On Linux
 * these are clock ticks since the machine started: the time of day that Java gives is worked out
 * from them and the clock, so that two processes give one process two starts where the clock was
 * set between their own.
 */
final class ProcessStart {
  private static final Path PROCESSES = Path.of("/proc");

  /** The field of a process's {@code stat} with its start, of those behind its name. */
  private static final int START = 19;

  private static final String TICKS = "ticks:";

  private ProcessStart() {}

  /** Give when a process began; a question mark where nobody can tell. */
  static String of(ProcessHandle process) {
    Path stat = PROCESSES.resolve(Long.toString(process.pid())).resolve("stat");
    try {
      String text = Files.readString(stat, StandardCharsets.ISO_8859_1);
      // A name stands in brackets, and may have blanks and brackets of its own.
      String[] fields = text.substring(text.lastIndexOf(')') + 1).strip().split(" ", -1);
      return fields.length > START ? TICKS + fields[START] : "?";
    } catch (IOException e) {
      return process.info().startInstant().map(i -> Long.toString(i.toEpochMilli())).orElse("?");
    }
  }

  /** Tell whether a process may have begun then: it did, or one of the two is not known. */
  static boolean mayBe(ProcessHandle process, String start) {
    String found = of(process);
    // Another version tells it in another way, which says nothing.
    boolean told = !start.equals("?") && found.startsWith(TICKS) == start.startsWith(TICKS);
    return found.equals(start) || found.equals("?") || !told;
  }

  /** Tell whether other users' processes cannot be seen here. */
  static boolean othersAreHidden() {
    return Files.exists(PROCESSES.resolve("self")) && !Files.exists(PROCESSES.resolve("1"));
  }
}
