package org.paperclaims.harness.junit;

import java.nio.file.Files;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.MediaType;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;
import org.paperclaims.harness.judge.Judgement;
import org.paperclaims.harness.run.Numbers;
import org.paperclaims.harness.suite.CaseOutcome;
import org.paperclaims.harness.suite.CaseResult;
import org.paperclaims.harness.suite.ClaimSuite;
import org.paperclaims.harness.suite.SuiteCase;

/** Gives a {@link ClaimTest} method one invocation for each case, all from one suite. */
final class ClaimTestExtension implements TestTemplateInvocationContextProvider {
  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return true;
  }

  @Override
  public boolean mayReturnZeroTestTemplateInvocationContexts(ExtensionContext context) {
    // A suite without any case is an error, raised when the suite is opened; a method without one
    // is not.
    return true;
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    ClaimTest test =
        AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), ClaimTest.class)
            .orElseThrow();
    SuiteSession session = OpenedSuite.of(context).session();
    List<SuiteCase> cases =
        session.cases(test).stream()
            .filter(c -> EachClaimExtension.Invocation.has(context, c.claim()))
            .toList();
    session.suite().expect(cases);
    return cases.stream().map(c -> new CaseInvocation(session.suite(), c));
  }

  private record CaseInvocation(ClaimSuite suite, SuiteCase suiteCase)
      implements TestTemplateInvocationContext, ParameterResolver, AfterTestExecutionCallback {
    @Override
    public String getDisplayName(int invocationIndex) {
      return suiteCase.displayName();
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of(this);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == ClaimCheck.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return new ClaimCheck(suite, suiteCase);
    }

    /**
     * Say the verdict where a reader of the test report finds it: in the test's output, which JUnit
     * XML carries, and in a file attached to the test.
     */
    @Override
    public void afterTestExecution(ExtensionContext context) {
      CaseResult result = suite.run(suiteCase);
      CaseOutcome outcome = CaseOutcome.of(result, suite.settings().strict());
      System.out.println(suiteCase.displayName() + ": " + outcome.message());
      context.publishReportEntry("verdict", result.judgement().verdict().name());
      context.publishFile(
          "verdict.txt",
          MediaType.TEXT_PLAIN_UTF_8,
          file -> Files.writeString(file, text(result, outcome)));
    }

    private String text(CaseResult result, CaseOutcome outcome) {
      Judgement j = result.judgement();
      int decimals =
          Numbers.sharedDecimals(j.estimate().orElse(0), j.low().orElse(0), j.high().orElse(0));
      return """
      %s
      %s
      %s
      n %d, estimate %s, %s %% interval %s to %s, p %s, minimum detectable effect %s
      """
          .formatted(
              suiteCase.displayName(),
              result.claim().statement(),
              outcome.message(),
              j.n(),
              number(j.estimate(), decimals),
              Numbers.setting(100 * j.confidence()),
              number(j.low(), decimals),
              number(j.high(), decimals),
              Numbers.p(j.p()),
              number(j.minimumDetectableEffect(), decimals));
    }

    private static String number(OptionalDouble value, int decimals) {
      return value.isPresent() ? Numbers.fixed(value.getAsDouble(), decimals) : "none";
    }
  }
}
