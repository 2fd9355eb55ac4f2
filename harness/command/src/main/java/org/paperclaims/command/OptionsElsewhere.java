package org.paperclaims.command;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Explains an option of a suite that was given to a command that has no use for it. */
final class OptionsElsewhere {
  private OptionsElsewhere() {}

  /** Say which commands have the option that was refused, if it is one of a suite's. */
  static Optional<String> explain(CommandLine.ParameterException refused) {
    if (!(refused instanceof CommandLine.UnmatchedArgumentException unmatched)) {
      return Optional.empty();
    }
    CommandSpec command = refused.getCommandLine().getCommandSpec();
    return unmatched.getUnmatched().stream()
        .map(word -> word.replaceFirst("=.*", ""))
        .filter(SuiteOptions.names()::contains)
        .findFirst()
        .map(
            option ->
                "`%s` has no %s, which would change nothing there; commands that have it: %s"
                    .formatted(
                        command.qualifiedName(),
                        option,
                        String.join(", ", having(option, command.root()))));
  }

  private static List<String> having(String option, CommandSpec root) {
    return root.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(command -> command.findOption(option) != null)
        .map(CommandSpec::name)
        .toList();
  }
}
