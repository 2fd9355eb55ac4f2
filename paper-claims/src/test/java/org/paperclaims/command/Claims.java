package org.paperclaims.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.paperclaims.testing.ClassArchive;
import picocli.CommandLine;

/**
 * The result of a call of the command.
 *
 * @param code its exit code
 */
public record Claims(int code, String out, String err) {
  private static final List<String> JAVA =
      List.of(
          ProcessHandle.current().info().command().orElseThrow(),
          // A short process is over before the second compiler or a parallel collector pays.
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xlog:disable");

  /** Made by the first process that is started. */
  private static final class Classes {
    static final List<String> OPTIONS =
        ClassArchive.make(JAVA, List.of(ClaimsCommand.class.getName(), "plan"));
  }

  /** Call the command as a shell would. */
  public static Claims call(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        ClaimsCommand.commandLine(arguments)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    int code = command.execute(arguments);
    return new Claims(code, out.toString(), err.toString());
  }

  /** Give the words that start the command as a process of its own. */
  public static List<String> process(String... arguments) {
    List<String> words = new ArrayList<>(JAVA);
    words.addAll(Classes.OPTIONS);
    words.add(ClaimsCommand.class.getName());
    words.addAll(List.of(arguments));
    return words;
  }

  /** Read the one JSON document that stands on stdout; a second one, or a word, is an error. */
  public JsonNode json() {
    try {
      return JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readTree(out);
    } catch (JsonProcessingException e) {
      throw new AssertionError("stdout is not one JSON document: " + out, e);
    }
  }
}
