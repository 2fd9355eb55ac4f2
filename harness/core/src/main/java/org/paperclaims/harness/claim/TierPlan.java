package org.paperclaims.harness.claim;

import java.util.List;

/** What a claim does at a tier. */
public sealed interface TierPlan {
  /** Nothing, and why. */
  record NotAttempted(String reason) implements TierPlan {}

  /** Runs: one case for each combination that the record lists. */
  record Attempted(List<ClaimCase> cases) implements TierPlan {
    public Attempted {
      cases = List.copyOf(cases);
    }
  }
}
