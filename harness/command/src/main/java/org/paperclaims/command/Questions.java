package org.paperclaims.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import org.paperclaims.harness.lab.ConsoleProgress;
import org.paperclaims.harness.suite.SettingsException;

/** Questions that a command asks on a terminal, and the answers that are typed there. */
final class Questions {
  private final PrintWriter out;
  private final BufferedReader in;

  private Questions(PrintWriter out) {
    this.out = out;
    this.in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
  }

  /**
   * Tell whether somebody can be asked: a terminal shows the questions. An input that is no
   * terminal answers them as well, and ends.
   */
  static boolean canBeAsked() {
    return ConsoleProgress.isTerminal(System.out);
  }

  static Questions on(PrintWriter out) {
    return new Questions(out);
  }

  /**
   * Ask, and give the answer; an empty one where nothing is typed.
   *
   * @throws SettingsException if the input ends
   */
  String ask(String question) throws IOException {
    out.print(question + ": ");
    out.flush();
    String answer = in.readLine();
    if (answer == null) {
      throw new SettingsException("the input ended before every question was answered");
    }
    return answer.strip();
  }
}
