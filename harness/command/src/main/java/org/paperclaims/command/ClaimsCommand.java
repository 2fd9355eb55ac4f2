package org.paperclaims.command;

import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.paperclaims.datasets.Datasets;
import org.paperclaims.harness.lab.Preemption;
import org.paperclaims.harness.run.ShownText;
import org.paperclaims.harness.suite.NothingAttemptedException;
import org.paperclaims.harness.suite.SettingNames;
import org.paperclaims.harness.suite.SettingsException;
import org.paperclaims.harness.suite.WorkingFolder;
import org.paperclaims.harness.train.PreemptedException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code claims} command: everything that the build does, and more, by hand. */
@Command(
    name = "claims",
    mixinStandardHelpOptions = true,
    version = "Paper Claims 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    description = "Runs the claims of deep-learning papers as tests, and shows what came of them.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:everything asked for was done, and no claim failed; of compare: nothing changed",
      "1:a claim was refuted, or deviated otherwise than known; of compare, repeat and audit:"
          + " something differs; of verify-bundle: something does not hold; of doctor --strict:"
          + " something will not work here",
      "2:wrong input: an unknown name, a record with a mistake, data or results that cannot be"
          + " used",
      "3:no claim was attempted",
      "4:nothing can be said of a claim, which is INVALID: a run failed, or its data or engine cannot"
          + " be used; of train and repeat: a run failed",
      "70:the program met what it was not made for, or its first build failed; the message says on"
          + " one line what it was, and where",
      "74:stdout could not be written, because its disk is full for example; a code other than 0"
          + " that the command ended with stays",
      "75:stopped by SIGTERM while runs were going on; start it again and it goes on"
    })
public final class ClaimsCommand implements Runnable {
  /** A claim was refuted, or deviated otherwise than known. */
  static final int CLAIM_FAILED = 1;

  /** Wrong input. */
  static final int WRONG_INPUT = 2;

  /** No claim was attempted. */
  static final int NOTHING_ATTEMPTED = 3;

  /** A claim is INVALID. */
  static final int NOTHING_TO_SAY = 4;

  /** The output did not arrive on stdout. */
  static final int OUTPUT_LOST = 74;

  @CommandLine.Spec private CommandLine.Model.@org.jspecify.annotations.Nullable CommandSpec spec;

  /** Run the command and exit with its code. */
  public static void main(String[] arguments) {
    Stdout stdout = Stdout.watched();
    Thread.setDefaultUncaughtExceptionHandler((thread, e) -> Unexpected.explain(e, System.err));
    int code;
    try {
      findHome();
      code = commandLine(arguments).execute(arguments);
    } catch (Throwable e) {
      // The JVM would end with 1, which says that a claim was refuted.
      code = Unexpected.explain(e, System.err);
    }
    System.exit(stdout.exitCode(code, System.err));
  }

  /**
   * Java itself and its libraries make folders in the home, and would make one that is called ?.
   */
  private static void findHome() {
    if (!Path.of(System.getProperty("user.home", "")).isAbsolute()) {
      Path home = Datasets.home();
      System.setProperty(
          "user.home",
          home.isAbsolute() ? home.toString() : System.getProperty("java.io.tmpdir", "/tmp"));
    }
  }

  /**
   * Make the command line.
   *
   * @param arguments that it will be given. It knows the command that they begin with alone, as
   *     looking at all of them takes longer than a short command does; all, where they begin with
   *     none.
   */
  public static CommandLine commandLine(String... arguments) {
    CommandLine command = new CommandLine(new ClaimsCommand());
    Subcommands.add(command, arguments);
    command
        .setCaseInsensitiveEnumValuesAllowed(true)
        // So that an example stands on one line and can be copied.
        .setUsageHelpWidth(110)
        .setExecutionStrategy(ClaimsCommand::runUnderstood)
        .setExecutionExceptionHandler(ClaimsCommand::explain)
        .setParameterExceptionHandler(ClaimsCommand::refuse);
    helped(command);
    return command;
  }

  /** See to it that every command, at every depth, has {@code --help}. */
  private static void helped(CommandLine command) {
    if (!command.getCommandSpec().mixinStandardHelpOptions()) {
      command.getCommandSpec().mixinStandardHelpOptions(true);
    }
    command.getSubcommands().values().forEach(ClaimsCommand::helped);
  }

  /** Run what was parsed; that help is asked for too does not make a misspelt command right. */
  private static int runUnderstood(CommandLine.ParseResult parsed) {
    for (CommandLine command : parsed.asCommandLineList()) {
      List<String> unmatched = command.getParseResult().unmatched();
      if (!unmatched.isEmpty()) {
        throw new CommandLine.UnmatchedArgumentException(command, unmatched);
      }
    }
    try {
      WorkingFolder.refuseLostLetters();
      SettingNames.refuseUnknown(System.getProperties().stringPropertyNames());
    } catch (SettingsException e) {
      CommandLine command = parsed.commandSpec().commandLine();
      say(command, ShownText.of(String.valueOf(e.getMessage())));
      return WRONG_INPUT;
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  @Override
  public void run() {
    if (spec != null) {
      spec.commandLine().usage(spec.commandLine().getOut());
    }
  }

  /** Tell what was wrong in one message, and end with the code for wrong input. */
  private static int explain(
      Exception exception, CommandLine command, CommandLine.ParseResult parsed) {
    boolean nothing = exception instanceof NothingAttemptedException;
    PrintWriter err = command.getErr();
    if (exception instanceof PreemptedException) {
      // The person who stopped the process was told how to go on.
      return Preemption.EXIT_CODE;
    }
    if (!nothing && !WrongInput.is(exception)) {
      return Unexpected.explain(exception, err);
    }
    say(command, OptionNames.in(WrongInput.message(exception), command.getCommandSpec()));
    return nothing ? NOTHING_ATTEMPTED : WRONG_INPUT;
  }

  /** Tell in one message that the arguments cannot be understood, and how they may be. */
  private static int refuse(CommandLine.ParameterException refused, String[] arguments) {
    CommandLine command = refused.getCommandLine();
    CommandLine root = command.getCommandSpec().root().commandLine();
    if (!Subcommands.areAll(root)) {
      // Others than this one may be meant.
      return commandLine()
          .setOut(root.getOut())
          .setErr(root.getErr())
          .setColorScheme(root.getColorScheme())
          .execute(arguments);
    }
    Optional<String> elsewhere = OptionsElsewhere.explain(refused);
    if (elsewhere.isPresent()) {
      say(command, elsewhere.get());
      return WRONG_INPUT;
    }
    say(command, words(refused));
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(refused, command.getErr())) {
      command.getErr().println("see `" + command.getCommandSpec().qualifiedName() + " --help`");
    }
    command.getErr().flush();
    return WRONG_INPUT;
  }

  private static String words(CommandLine.ParameterException refused) {
    String message = ShownText.name(String.valueOf(refused.getMessage()));
    // The parser keeps no more of the cause than its words.
    return message.contains(InvalidPathException.class.getName())
        ? message.replaceFirst(
            ": cannot convert ('.*?') .*",
            ": $1 has letters that this locale cannot write; set LC_ALL=C.UTF-8")
        : message;
  }

  private static void say(CommandLine command, String message) {
    command.getErr().println(command.getColorScheme().errorText("claims: " + message));
    command.getErr().flush();
  }
}
