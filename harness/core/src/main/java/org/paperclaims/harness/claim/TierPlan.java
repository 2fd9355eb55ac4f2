package org.paperclaims.harness.claim;

import java.util.List;

/** The plan of a claim at a tier. */
public sealed interface TierPlan {
  /** Nothing, and why. */
  record NotAttempted(String reason) implements TierPlan {
    /** Nothing, at a tier that the record leaves out. */
    public static final NotAttempted UNSAID =
        new NotAttempted("The record says nothing of this tier.");
  }

  /** Runs: one case for each combination that the record lists. */
  record Attempted(List<ClaimCase> cases) implements TierPlan {
    public Attempted {
      cases = List.copyOf(cases);
    }
  }
}
