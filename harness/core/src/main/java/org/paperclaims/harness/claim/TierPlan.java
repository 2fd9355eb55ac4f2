package org.paperclaims.harness.claim;

import java.util.List;

/** The plan of a claim at a tier. */
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
