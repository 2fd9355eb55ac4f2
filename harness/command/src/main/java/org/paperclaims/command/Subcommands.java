package org.paperclaims.command;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;

/** The commands below {@code claims}, in the order of its help. */
final class Subcommands {
  private static final Map<String, Class<?>> ALL = new LinkedHashMap<>();

  static {
    ALL.put("init", InitCommand.class);
    ALL.put("check", CheckCommand.class);
    ALL.put("list", ListCommand.class);
    ALL.put("show", ShowCommand.class);
    ALL.put("plan", PlanCommand.class);
    ALL.put("declare", DeclareCommand.class);
    ALL.put("run", RunCommand.class);
    ALL.put("train", TrainCommand.class);
    ALL.put("report", ReportCommand.class);
    ALL.put("board", BoardCommand.class);
    ALL.put("runs", RunsCommand.class);
    ALL.put("import", ImportCommand.class);
    ALL.put("repeat", RepeatCommand.class);
    ALL.put("audit", AuditCommand.class);
    ALL.put("export", ExportCommand.class);
    ALL.put("model", ModelCommand.class);
    ALL.put("architecture", ArchitectureCommand.class);
    ALL.put("dataset", DatasetCommand.class);
    ALL.put("attest", AttestCommand.class);
    ALL.put("bundle", BundleCommand.class);
    ALL.put("verify-bundle", VerifyBundleCommand.class);
    ALL.put("compare", CompareCommand.class);
    ALL.put("merge", MergeCommand.class);
    ALL.put("history", HistoryCommand.class);
    ALL.put("publish", PublishCommand.class);
    ALL.put("doctor", DoctorCommand.class);
    ALL.put("help", CommandLine.HelpCommand.class);
    ALL.put("generate-completion", AutoComplete.GenerateCompletion.class);
  }

  private Subcommands() {}

  /**
   * Add the command that some arguments begin with; all, where they begin with none, or with one
   * that is about the others.
   */
  static void add(CommandLine root, String... arguments) {
    @Nullable Class<?> first = arguments.length == 0 ? null : ALL.get(arguments[0]);
    if (first == null || first.getName().startsWith("picocli.")) {
      ALL.forEach((name, type) -> root.addSubcommand(name, made(type)));
    } else {
      root.addSubcommand(arguments[0], made(first));
    }
  }

  /** {@link SuiteOptions.Chosen} takes options away only from a command that is made by itself. */
  private static CommandLine made(Class<?> type) {
    return new CommandLine(type);
  }

  /** Tell whether a command line knows all of them. */
  static boolean areAll(CommandLine root) {
    return root.getSubcommands().keySet().equals(ALL.keySet());
  }
}
