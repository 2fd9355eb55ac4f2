package org.paperclaims.harness.claim;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A claim as its record states it.
 *
 * @param id in lower case with dashes, unique over all catalogues
 * @param statement one sentence
 * @param criterion what must be shown, in each case
 * @param correction how the cases at one tier share the criterion's alpha
 * @param tiers what is run at each tier, by tier
 * @param file the catalogue's name
 * @param line where the record starts, from 1 on
 */
public record Claim(
    String id,
    String statement,
    Source source,
    Criterion criterion,
    Correction correction,
    Map<Tier, TierPlan> tiers,
    String file,
    int line)
    implements InCatalogue {
  public Claim {
    tiers = Map.copyOf(tiers);
  }

  /** Make a claim whose cases are judged each by itself. */
  public Claim(
      String id,
      String statement,
      Source source,
      Criterion criterion,
      Map<Tier, TierPlan> tiers,
      String file,
      int line) {
    this(id, statement, source, criterion, Correction.NONE, tiers, file, line);
  }

  /** Give the kind of the criterion, as records write it. */
  public String kind() {
    return criterion.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /**
   * Give the same claim with one tier alone: the cases that share alpha are those of that tier,
   * though another one may have some of them too.
   */
  public Claim at(Tier tier) {
    TierPlan plan = tiers.get(tier);
    return new Claim(
        id,
        statement,
        source,
        criterion,
        correction,
        plan == null ? Map.of() : Map.of(tier, plan),
        file,
        line);
  }

  /** Give the cases at a tier; none where nothing is attempted. */
  public List<ClaimCase> cases(Tier tier) {
    return tiers.get(tier) instanceof TierPlan.Attempted attempted ? attempted.cases() : List.of();
  }
}
