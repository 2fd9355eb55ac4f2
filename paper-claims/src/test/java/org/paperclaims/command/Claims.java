package org.paperclaims.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * What a call of the command came to.
 *
 * @param code its exit code
 */
record Claims(int code, String out, String err) {
  /** Call the command as a shell would. */
  static Claims call(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        ClaimsCommand.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    int code = command.execute(arguments);
    return new Claims(code, out.toString(), err.toString());
  }
}
