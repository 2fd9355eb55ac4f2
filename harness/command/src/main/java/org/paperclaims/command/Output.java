package org.paperclaims.command;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.paperclaims.harness.run.ShownText;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Finds where a command writes; a command that picocli has not set up writes nowhere. Signs that
 * steer a terminal do not get there: anybody may have named the files.
 */
final class Output {
  private Output() {}

  static PrintWriter of(@Nullable CommandSpec spec) {
    return spec == null ? nowhere() : shown(spec.commandLine().getOut());
  }

  static PrintWriter errors(@Nullable CommandSpec spec) {
    return spec == null ? nowhere() : shown(spec.commandLine().getErr());
  }

  private static PrintWriter nowhere() {
    return new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  }

  private static PrintWriter shown(PrintWriter out) {
    return new PrintWriter(new Shown(out), true);
  }

  private static final class Shown extends FilterWriter {
    Shown(Writer out) {
      super(out);
    }

    @Override
    public void write(int letter) throws IOException {
      out.write(ShownText.of(Character.toString((char) letter)));
    }

    @Override
    public void write(char[] letters, int from, int length) throws IOException {
      out.write(ShownText.of(new String(letters, from, length)));
    }

    @Override
    public void write(String text, int from, int length) throws IOException {
      out.write(ShownText.of(text.substring(from, from + length)));
    }
  }
}
