package org.paperclaims.command;

import java.io.OutputStream;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Finds where a command writes; a command that picocli has not set up writes nowhere. */
final class Output {
  private Output() {}

  static PrintWriter of(@Nullable CommandSpec spec) {
    return spec == null
        ? new PrintWriter(
            OutputStream.nullOutputStream(), false, java.nio.charset.StandardCharsets.UTF_8)
        : spec.commandLine().getOut();
  }

  static PrintWriter errors(@Nullable CommandSpec spec) {
    return spec == null
        ? new PrintWriter(
            OutputStream.nullOutputStream(), false, java.nio.charset.StandardCharsets.UTF_8)
        : spec.commandLine().getErr();
  }
}
