package org.paperclaims.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes the tables of docs/commands.md from the commands themselves. */
final class CommandsPage {
  /** Pages that say more of a command. */
  private static final Map<String, String> MORE =
      Map.ofEntries(
          Map.entry("plan", "many-machines.md"),
          Map.entry("declare", "statistics.md"),
          Map.entry("train", "many-machines.md"),
          Map.entry("report", "reports.md"),
          Map.entry("import", "runs-made-elsewhere.md"),
          Map.entry("audit", "runs-made-elsewhere.md"),
          Map.entry("bundle", "runs-made-elsewhere.md"),
          Map.entry("attest", "runs-made-elsewhere.md"),
          Map.entry("verify-bundle", "runs-made-elsewhere.md"),
          Map.entry("model show", "models.md"),
          Map.entry("model test", "models.md"),
          Map.entry("publish", "gpu-runners.md"),
          Map.entry("architecture", "architectures.md"),
          Map.entry("dataset show", "datasets.md"),
          Map.entry("doctor", "troubleshooting.md"));

  private static final CommandLine CLAIMS = ClaimsCommand.commandLine();

  private CommandsPage() {}

  /** Write the tables into a page, each between its markers. */
  static String written(String page) {
    String text = between(page, "commands", commands());
    text = between(text, "options of a suite", suiteOptions());
    text = between(text, "options of one command", ownOptions());
    return between(text, "exit codes", exitCodes());
  }

  private static String between(String page, String what, List<String> rows) {
    String begin = "<!-- %s: made by CommandsPageTest -->\n".formatted(what);
    String end = "<!-- end of %s -->".formatted(what);
    int from = page.indexOf(begin);
    int to = page.indexOf(end);
    if (from < 0 || to < from) {
      throw new AssertionError("the page has no place between '%s' and '%s'".formatted(begin, end));
    }
    return page.substring(0, from + begin.length())
        + "\n"
        + String.join("\n", rows)
        + "\n\n"
        + page.substring(to);
  }

  private static CommandSpec command(String name) {
    CommandLine command = CLAIMS;
    for (String word : name.split(" ")) {
      command = command.getSubcommands().get(word);
    }
    return command.getCommandSpec();
  }

  /** Give the commands that do something, those of a group by both words. */
  private static List<String> names() {
    return HelpTest.commands().stream()
        .filter(name -> command(name).subcommands().keySet().stream().allMatch("help"::equals))
        .toList();
  }

  private static List<String> commands() {
    List<String> rows = new ArrayList<>();
    rows.add("| command | what it does | `--json` |");
    rows.add("|---|---|---|");
    for (String name : names()) {
      CommandSpec command = command(name);
      String parameters =
          command.positionalParameters().stream()
              .map(CommandsPage::shown)
              .collect(Collectors.joining());
      rows.add(
          "| `%s%s` | %s%s | %s |"
              .formatted(
                  name,
                  parameters,
                  words(command.usageMessage().description()[0]),
                  MORE.containsKey(name)
                      ? " [%s](%s)".formatted(MORE.get(name), MORE.get(name))
                      : "",
                  command.findOption("--json") == null ? "" : "yes"));
    }
    return rows;
  }

  private static String shown(PositionalParamSpec parameter) {
    String label = parameter.paramLabel().replace("|", "\\|");
    boolean many = parameter.arity().max() > 1;
    return parameter.arity().min() == 0
        ? " [%s%s]".formatted(label, many ? "…" : "")
        : " %s%s".formatted(label, many ? "…" : "");
  }

  private static List<String> suiteOptions() {
    List<String> rows = new ArrayList<>();
    rows.add("| option | property | what it says | commands |");
    rows.add("|---|---|---|---|");
    for (String option : SuiteOptions.names()) {
      List<String> having =
          names().stream()
              .filter(name -> isOfSuite(command(name).findOption(option)))
              .map(name -> "`" + name + "`")
              .toList();
      rows.add(
          "| `%s` | `%s` | %s | %s |"
              .formatted(
                  shown(command("run").findOption(option)),
                  OptionNames.property(option),
                  words(command("run").findOption(option)),
                  String.join(", ", having)));
    }
    return rows;
  }

  private static boolean isOfSuite(OptionSpec option) {
    return option != null
        && option.userObject() instanceof java.lang.reflect.Field field
        && field.getDeclaringClass() == SuiteOptions.class;
  }

  private static List<String> ownOptions() {
    List<String> rows = new ArrayList<>();
    rows.add("| command | option | what it says |");
    rows.add("|---|---|---|");
    for (String name : names()) {
      for (OptionSpec option : command(name).options()) {
        boolean ofAll =
            option.usageHelp() || option.versionHelp() || option.longestName().equals("--json");
        if (!ofAll && !isOfSuite(option)) {
          rows.add("| `%s` | `%s` | %s |".formatted(name, shown(option), words(option)));
        }
      }
    }
    return rows;
  }

  private static String shown(OptionSpec option) {
    return option.longestName()
        + (option.arity().max() == 0 ? "" : " " + option.paramLabel().replace("|", "\\|"));
  }

  private static List<String> exitCodes() {
    List<String> rows = new ArrayList<>();
    rows.add("| code | meaning |");
    rows.add("|---|---|");
    CLAIMS
        .getCommandSpec()
        .usageMessage()
        .exitCodeList()
        .forEach(
            (code, meaning) -> rows.add("| %s | %s |".formatted(code.strip(), words(meaning))));
    return rows;
  }

  private static String words(ArgSpec option) {
    return words(String.join("; ", option.description()))
            .replace("${DEFAULT-VALUE}", String.valueOf(option.defaultValue()))
        + (option instanceof OptionSpec spec && spec.required() ? " (must be given)" : "");
  }

  /** Take the parser's own signs out of its words, and keep Markdown's from meaning anything. */
  private static String words(String text) {
    return text.replace("%%", "%").replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;");
  }
}
