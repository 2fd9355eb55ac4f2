package org.paperclaims.command;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import org.paperclaims.harness.claim.ShownText;

/** Says in one line what went wrong where neither the input nor a claim is to blame. */
final class Unexpected {
  /** Not 1, which says that a claim was refuted. */
  static final int CODE = 70;

  private Unexpected() {}

  static int explain(Throwable thrown, PrintStream err) {
    PrintWriter writer = new PrintWriter(err, true, StandardCharsets.UTF_8);
    return explain(thrown, writer);
  }

  /** Say it, and give the exit code: that of wrong input where a setting mends it. */
  static int explain(Throwable thrown, PrintWriter err) {
    Throwable root = thrown;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    err.println("claims: " + ShownText.of(line(root)));
    err.flush();
    return root instanceof InvalidPathException ? ClaimsCommand.WRONG_INPUT : CODE;
  }

  private static String line(Throwable root) {
    if (root instanceof InvalidPathException path) {
      return "the file name '%s' has letters that this locale cannot write; set LC_ALL=C.UTF-8"
          .formatted(path.getInput());
    }
    StackTraceElement[] trace = root.getStackTrace();
    return "unexpected: " + root + (trace.length == 0 ? "" : ", at " + trace[0]);
  }
}
