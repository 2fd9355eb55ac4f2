package org.paperclaims.harness.suite;

import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.claim.ClaimCase;
import org.paperclaims.harness.claim.Tier;
import org.paperclaims.harness.judge.CaseRuns;
import org.paperclaims.harness.judge.Judgement;

/**
 * A case of a claim, run and judged.
 *
 * @param engine the engine's id
 * @param runs empty where nothing was attempted
 */
public record CaseResult(
    Claim claim,
    Tier tier,
    ClaimCase claimCase,
    String engine,
    CaseRuns runs,
    Judgement judgement) {}
