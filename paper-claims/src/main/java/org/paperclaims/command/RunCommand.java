package org.paperclaims.command;

import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import java.io.PrintWriter;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import org.paperclaims.harness.suite.NothingAttemptedException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;

/** {@code claims run}: the claim tests, as {@code mvn verify -Pclaims} runs them. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Train what is missing, judge the claims, and write the report.",
    footer = {
      "",
      "Examples:",
      "  claims run --include 'last-relu-*'",
      "  claims run --tier reduced --engine dl4j,torch --seeds 10"
    })
final class RunCommand implements Callable<Integer> {
  @Mixin private final SuiteOptions options = new SuiteOptions();
  @CommandLine.Spec private @org.jspecify.annotations.Nullable CommandSpec spec;

  @Override
  public Integer call() {
    options.settings();
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectPackage("org.paperclaims"))
            .filters(includeClassNamePatterns(".*Claims"))
            .build();
    Launcher launcher = LauncherFactory.create();
    SystemProperties.during(options.properties(), () -> launcher.execute(request, summary));
    return code(summary.getSummary().getFailures());
  }

  /** Tell every failure once, though several tests may have met it, and give the worst code. */
  private int code(List<TestExecutionSummary.Failure> failures) {
    PrintWriter err = Output.errors(spec);
    Set<Throwable> told = Collections.newSetFromMap(new IdentityHashMap<>());
    int code = 0;
    for (TestExecutionSummary.Failure failure : failures) {
      Throwable cause = unwrapped(failure.getException());
      if (!told.add(cause)) {
        continue;
      }
      // What is no case of a claim is the suite itself, and its name says nothing.
      String of =
          failure.getTestIdentifier().isTest()
              ? failure.getTestIdentifier().getDisplayName() + ": "
              : "";
      err.println("claims: " + of + cause.getMessage());
      if (cause instanceof NothingAttemptedException) {
        code = Math.max(code, ClaimsCommand.NOTHING_ATTEMPTED);
      } else if (cause instanceof Exception e && WrongInput.is(e)) {
        code = Math.max(code, ClaimsCommand.WRONG_INPUT);
      } else {
        code = Math.max(code, ClaimsCommand.CLAIM_FAILED);
      }
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
