package org.paperclaims.harness.store;

import java.time.Duration;

/** The lines of a lease: owner, machine, process and its start, a beat, and how long it lasts. */
final class LeaseContent {
  /** No lease says of itself that it lasts longer. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private static final String MACHINE = Machine.id();

  private LeaseContent() {}

  static String of(String owner, Duration duration) {
    return "%s\n%s\n%d %s\n%d\n%d\n"
        .formatted(
            owner,
            MACHINE,
            ProcessHandle.current().pid(),
            ProcessStart.of(ProcessHandle.current()),
            System.nanoTime(),
            duration.toMillis());
  }

  static boolean isOf(String content, String owner) {
    return content.startsWith(owner + "\n");
  }

  /** Tell whether its holder was a process of this machine that is gone. */
  static boolean ofDeadProcess(String content) {
    String[] lines = content.split("\n", -1);
    return lines.length >= 3 && lines[1].equals(MACHINE) && !alive(lines[2]);
  }

  /** Give how long a lease lasts: as long as it says, and no shorter than this process's own do. */
  static Duration duration(String content, Duration own) {
    String[] lines = content.split("\n", -1);
    if (lines.length < 5 || !lines[4].matches("\\d{1,9}")) {
      return own;
    }
    Duration said = Duration.ofMillis(Long.parseLong(lines[4]));
    boolean longer = said.compareTo(own) > 0 && said.compareTo(LONGEST) <= 0;
    return longer ? said : own;
  }

  private static boolean alive(String process) {
    String[] parts = process.split(" ", -1);
    try {
      return ProcessHandle.of(Long.parseLong(parts[0]))
          .map(p -> parts.length < 2 || ProcessStart.mayBe(p, parts[1]))
          // One that is not to be seen may be another user's, where those are hidden.
          .orElseGet(ProcessStart::othersAreHidden);
    } catch (NumberFormatException e) {
      return true;
    }
  }
}
