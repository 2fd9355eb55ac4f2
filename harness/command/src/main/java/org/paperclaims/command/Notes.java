package org.paperclaims.command;

import java.io.PrintWriter;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The notes of a command on stderr while it goes on, each one once. */
final class Notes implements Consumer<String> {
  private final PrintWriter errors;
  private final Set<String> said = new HashSet<>();

  private Notes(PrintWriter errors) {
    this.errors = errors;
  }

  static Notes of(@Nullable CommandSpec spec) {
    return new Notes(Output.errors(spec));
  }

  @Override
  public void accept(String note) {
    if (said.add(note)) {
      errors.println("claims: " + PlainWords.in(note));
    }
  }
}
