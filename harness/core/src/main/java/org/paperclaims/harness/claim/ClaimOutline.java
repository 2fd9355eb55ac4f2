package org.paperclaims.harness.claim;

import java.util.EnumMap;
import java.util.Map;

/**
 * Those parts of a claim that a list shows.
 *
 * @param kind of the criterion, as records write it
 * @param tiers by tier; every tier is present
 */
public record ClaimOutline(
    String id,
    String statement,
    String kind,
    Paper paper,
    Map<Tier, TierOutline> tiers,
    String file,
    int line)
    implements InCatalogue {

  /**
   * The number of cases at a tier.
   *
   * @param cases 0 where nothing is attempted
   * @param reason why not; empty where something is
   */
  public record TierOutline(int cases, String reason) {}

  public ClaimOutline {
    tiers = Map.copyOf(tiers);
  }

  /** Give the outline of a claim that was read whole. */
  public static ClaimOutline of(Claim claim) {
    Map<Tier, TierOutline> tiers = new EnumMap<>(Tier.class);
    claim.tiers().forEach((tier, plan) -> tiers.put(tier, of(plan)));
    return new ClaimOutline(
        claim.id(),
        claim.statement(),
        claim.kind(),
        claim.source().paper(),
        tiers,
        claim.file(),
        claim.line());
  }

  private static TierOutline of(TierPlan plan) {
    return plan instanceof TierPlan.Attempted attempted
        ? new TierOutline(attempted.cases().size(), "")
        : new TierOutline(0, ((TierPlan.NotAttempted) plan).reason());
  }

  /** Give what is run at a tier. */
  public TierOutline at(Tier tier) {
    return tiers.getOrDefault(tier, of(TierPlan.NotAttempted.UNSAID));
  }
}
