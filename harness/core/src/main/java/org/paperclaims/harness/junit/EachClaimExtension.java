package org.paperclaims.harness.junit;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.suite.SuiteCase;

/** Gives an {@link EachClaim} class one invocation for each claim that its methods name. */
final class EachClaimExtension implements ClassTemplateInvocationContextProvider {
  @Override
  public boolean supportsClassTemplate(ExtensionContext context) {
    return true;
  }

  @Override
  public boolean mayReturnZeroClassTemplateInvocationContexts(ExtensionContext context) {
    // As of a claim test: a suite without any case is an error, a class without one is not.
    return true;
  }

  @Override
  public Stream<Invocation> provideClassTemplateInvocationContexts(ExtensionContext context) {
    SuiteSession session = OpenedSuite.of(context).session();
    List<ClaimTest> tests =
        AnnotationSupport.findAnnotatedMethods(
                context.getRequiredTestClass(), ClaimTest.class, HierarchyTraversalMode.TOP_DOWN)
            .stream()
            .flatMap(m -> AnnotationSupport.findAnnotation(m, ClaimTest.class).stream())
            .toList();
    List<SuiteCase> cases =
        tests.stream().flatMap(test -> session.cases(test).stream()).distinct().toList();
    // Every run begins now, so that no machine waits for the last one of a claim.
    session.suite().expect(cases);
    return Stream.concat(
            cases.stream().map(SuiteCase::claim),
            tests.stream().flatMap(test -> session.leftOut(test).stream()).map(LeftOut::claim))
        .distinct()
        .map(Invocation::new);
  }

  /** One claim, which the methods of the class find in the store. */
  record Invocation(Claim claim) implements ClassTemplateInvocationContext {
    /** Tell whether a test of this context is to run a claim's cases. */
    static boolean has(ExtensionContext context, Claim claim) {
      Invocation only =
          context.getStore(OpenedSuite.NAMESPACE).get(Invocation.class, Invocation.class);
      return only == null || only.claim().equals(claim);
    }

    @Override
    public String getDisplayName(int index) {
      return claim.source().paper().text() + ": " + claim.id();
    }

    @Override
    public void prepareInvocation(ExtensionContext context) {
      context.getStore(OpenedSuite.NAMESPACE).put(Invocation.class, this);
    }
  }
}
