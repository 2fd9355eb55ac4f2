package org.paperclaims.command;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.engine.support.store.Namespace;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import org.paperclaims.harness.lab.Colours;
import org.paperclaims.harness.suite.SuiteListener;
import org.paperclaims.harness.suite.SuiteResult;
import org.paperclaims.harness.suite.SuiteSettings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code claims run}: the claim tests, as {@code mvn verify -Pclaims} runs them. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Train what is missing, judge the claims, and write the report.",
    footer = {
      "",
      "Examples:",
      "  claims run --include 'last-relu-*'",
      "  claims run --tier reduced --engine dl4j,torch --seeds 10",
      "  claims run --include 'blocked-negatives-*' --json",
      "  claims run --tier full --on spark://host:7077 --threads 4 --results /shared/results"
    })
final class RunCommand implements Callable<Integer> {
  @Mixin private final SuiteOptions options = SuiteOptions.all();

  @Mixin private final SiteOptions site = new SiteOptions();

  @Option(names = "--json", description = "print JSON for a script; progress goes to stderr")
  private boolean json;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      completionCandidates = Completed.Colours.class,
      description = "colours: auto, always or never (default: auto; NO_COLOR is heeded)")
  private Colours.When color = Colours.When.AUTO;

  @CommandLine.Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws JsonProcessingException {
    options.settings();
    if (site.isElsewhere()) {
      int code = site.train(options, List.of(), json ? Output.errors(spec) : Output.of(spec));
      if (code != 0 && code != ClaimsCommand.NOTHING_TO_SAY) {
        return code;
      }
    }
    Finished finished = new Finished();
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    if (json) {
      withProgressOnStderr(() -> launch(finished, summary));
    } else {
      launch(finished, summary);
    }
    int code = code(summary.getSummary().getFailures());
    if (json && finished.result != null && finished.settings != null) {
      PrintWriter out = Output.of(spec);
      out.println(SuiteJson.of(finished.result, finished.settings, code, spec));
      out.flush();
    }
    return code;
  }

  /** A property that is set stands where the option is left out. */
  private Map<String, String> colours() {
    return color == Colours.When.AUTO ? Map.of() : Map.of(Colours.SETTING, color.id());
  }

  private void launch(Finished finished, SummaryGeneratingListener summary) {
    try (Attachments attachments = new Attachments();
        LauncherSession session = LauncherFactory.openSession()) {
      LauncherDiscoveryRequest request =
          LauncherDiscoveryRequestBuilder.request()
              .selectors(selectClass(CatalogueClaims.class))
              .configurationParameters(options.properties())
              .configurationParameters(colours())
              .outputDirectoryCreator(attachments)
              .build();
      session.getStore().put(Namespace.create(SuiteListener.class), SuiteListener.class, finished);
      session.getLauncher().execute(request, summary);
    }
  }

  /** Everything that the suite says on stdout goes to stderr, so that stdout is the document's. */
  private static void withProgressOnStderr(Runnable work) {
    PrintStream out = System.out;
    System.setOut(System.err);
    try {
      work.run();
    } finally {
      System.setOut(out);
    }
  }

  /** Keeps what the suite came to; nothing, if it or its report was never finished. */
  private static final class Finished implements SuiteListener {
    private @Nullable SuiteSettings settings;
    private @Nullable SuiteResult result;

    @Override
    public List<String> finished(SuiteSettings settings, SuiteResult result) {
      this.settings = settings;
      this.result = result;
      return List.of();
    }
  }

  /** Tell every failure once, though several tests may have met it, and give the gravest code. */
  private int code(List<TestExecutionSummary.Failure> failures) {
    PrintWriter err = Output.errors(spec);
    Set<Throwable> told = Collections.newSetFromMap(new IdentityHashMap<>());
    int code = 0;
    for (TestExecutionSummary.Failure failure : failures) {
      Throwable cause = unwrapped(failure.getException());
      if (!told.add(cause)) {
        continue;
      }
      // A failure outside of a test is the suite's own, whose name would tell nothing.
      String of =
          failure.getTestIdentifier().isTest()
              ? failure.getTestIdentifier().getDisplayName() + ": "
              : "";
      int itsCode = ExitCodes.of(cause);
      String message =
          itsCode == Unexpected.CODE ? Unexpected.words(cause) : WrongInput.message(cause);
      err.println("claims: " + of + (spec == null ? message : OptionNames.in(message, spec)));
      code = ExitCodes.graver(code, itsCode);
    }
    err.flush();
    return code;
  }

  /** Find what went wrong in what JUnit made of it, which says nothing of the reason. */
  private static Throwable unwrapped(Throwable thrown) {
    Throwable cause = thrown;
    while (cause instanceof JUnitException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
