package org.paperclaims.harness.junit;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;
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
    return Stream.concat(
        cases.stream().map(c -> new CaseInvocation(session.suite(), c)),
        session.leftOut(test).stream()
            .filter(left -> EachClaimExtension.Invocation.has(context, left.claim())));
  }

  private record CaseInvocation(ClaimSuite suite, SuiteCase suiteCase)
      implements TestTemplateInvocationContext, ParameterResolver, AfterTestExecutionCallback {
    @Override
    public String getDisplayName(int invocationIndex) {
      return suiteCase.displayName()
          + suiteCase
              .claimCase()
              .knownDeviation()
              .map(known -> ", " + known.verdict() + " expected")
              .orElse("");
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

    @Override
    public void afterTestExecution(ExtensionContext context) {
      CaseResult result = suite.run(suiteCase);
      new CaseReport(result, CaseOutcome.of(result, suite.settings().strict())).publish(context);
    }
  }
}
