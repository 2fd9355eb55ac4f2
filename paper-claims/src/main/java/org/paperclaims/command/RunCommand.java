package org.paperclaims.command;

import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
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
    PrintWriter err = Output.errors(spec);
    options.settings();
    options.properties().forEach(System::setProperty);
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectPackage("org.paperclaims"))
            .filters(includeClassNamePatterns(".*Claims"))
            .build();
    Launcher launcher = LauncherFactory.create();
    launcher.execute(request, summary);
    int code = 0;
    for (TestExecutionSummary.Failure failure : summary.getSummary().getFailures()) {
      Throwable cause = failure.getException();
      err.println(
          "claims: " + failure.getTestIdentifier().getDisplayName() + ": " + cause.getMessage());
      if (cause instanceof NothingAttemptedException) {
        code = Math.max(code, ClaimsCommand.NOTHING_ATTEMPTED);
      } else if (cause instanceof Exception e && WrongInput.is(e)) {
        code = Math.max(code, ClaimsCommand.WRONG_INPUT);
      } else {
        code = Math.max(code, ClaimsCommand.CLAIM_FAILED);
      }
    }
    return code;
  }
}
