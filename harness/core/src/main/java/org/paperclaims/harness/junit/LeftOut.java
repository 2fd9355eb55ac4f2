package org.paperclaims.harness.junit;

import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.claim.Tier;

/**
 * A claim of which nothing is run at a tier: a skipped test with its reason, so that no test report
 * has fewer claims than its catalogues.
 */
record LeftOut(Claim claim, Tier tier, String reason) implements TestTemplateInvocationContext {
  @Override
  public String getDisplayName(int invocationIndex) {
    return claim.id() + " [not attempted at tier " + tier.id() + "]";
  }

  @Override
  public List<Extension> getAdditionalExtensions() {
    ExecutionCondition never =
        context -> ConditionEvaluationResult.disabled("NOT_ATTEMPTED: " + reason);
    return List.of(never);
  }
}
