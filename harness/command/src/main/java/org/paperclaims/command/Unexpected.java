package org.paperclaims.command;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import org.paperclaims.harness.run.ShownText;

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
    err.println("claims: " + words(thrown));
    err.flush();
    return root(thrown) instanceof InvalidPathException ? ClaimsCommand.WRONG_INPUT : CODE;
  }

  /** Say it in one line. */
  static String words(Throwable thrown) {
    Throwable root = root(thrown);
    if (root instanceof InvalidPathException path) {
      return WrongInput.message(path);
    }
    StackTraceElement[] trace = root.getStackTrace();
    return ShownText.name("unexpected: " + root + (trace.length == 0 ? "" : ", at " + trace[0]));
  }

  /** Find what went wrong first. */
  static Throwable root(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }
}
