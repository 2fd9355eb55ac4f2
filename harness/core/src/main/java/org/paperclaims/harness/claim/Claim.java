package org.paperclaims.harness.claim;

import java.util.Map;

/**
 * A claim as its record states it.
 *
 * @param id in lower case with dashes, unique over all catalogues
 * @param statement one sentence
 * @param tiers what is run at each tier, by tier; every tier is present
 * @param kind of the criterion: {@code effect}, {@code ordering}, {@code trend} or {@code level}
 * @param file the catalogue's name, and {@code line} where the record starts
 */
public record Claim(
    String id,
    String statement,
    Source source,
    Criterion criterion,
    Map<Tier, TierPlan> tiers,
    String file,
    int line) {
  public Claim {
    tiers = Map.copyOf(tiers);
  }

  /** Give the kind of the criterion, as records write it. */
  public String kind() {
    return criterion.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
  }
}
