package org.paperclaims.harness.judge;

import java.util.Optional;
import java.util.OptionalDouble;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.paperclaims.harness.claim.ClaimCase;
import org.paperclaims.harness.claim.SeedRule;
import org.paperclaims.harness.stats.LookBounds;

/**
 * One of the looks that a record declares.
 *
 * @param rule that declares it
 * @param index from 0
 */
record Look(SeedRule.Looks rule, int index) {
  private static final NormalDistribution NORMAL = new NormalDistribution();

  /** Give the look at a number of seeds; empty where the record declares none there. */
  static Optional<Look> of(ClaimCase claimCase, int seeds) {
    return claimCase.seedRule() instanceof SeedRule.Looks rule && rule.looks().contains(seeds)
        ? Optional.of(new Look(rule, rule.looks().indexOf(seeds)))
        : Optional.empty();
  }

  /** Give the p that this look asks for, of a test that has a part of alpha for itself. */
  double asked(double alpha) {
    return LookBounds.nominal(rule.spending(), alpha, rule.looks())[index];
  }

  /** Tell whether no look comes after it. */
  boolean isLast() {
    return index == rule.looks().size() - 1;
  }

  private int seeds() {
    return rule.looks().get(index);
  }

  /** Say which look it is. */
  String words() {
    return "; look %d of %d, at %d of %d seeds"
        .formatted(index + 1, rule.looks().size(), seeds(), rule.last());
  }

  /**
   * Give the chance that the last look shows a thing, by what is known now: the predictive power
   * under a flat prior (Spiegelhalter, Freedman and Blackburn 1986), of p taken as that of a normal
   * mean. It guides stops for futility and no bound counts on it, so that it need not be exact.
   *
   * @param p of the thing now
   * @param alpha what its test has of alpha
   */
  private double chance(double p, double alpha) {
    double share = (double) seeds() / rule.last();
    double asked =
        LookBounds.nominal(rule.spending(), alpha, rule.looks())[rule.looks().size() - 1];
    double bound = -NORMAL.inverseCumulativeProbability(asked);
    double now = -NORMAL.inverseCumulativeProbability(Math.min(1 - 1e-15, Math.max(1e-300, p)));
    return NORMAL.cumulativeProbability(
        (now / Math.sqrt(share) - bound) / Math.sqrt((1 - share) / share));
  }

  /**
   * Give the chance of a verdict by the last look where it is so small that the record goes on no
   * further.
   *
   * @param alpha what each test of the case has of alpha
   */
  OptionalDouble futile(double pFor, double pAgainst, double alpha) {
    if (rule.futility().isEmpty() || isLast()) {
      return OptionalDouble.empty();
    }
    double chance = Math.min(1, chance(pFor, alpha) + chance(pAgainst, alpha));
    return chance < rule.futility().getAsDouble()
        ? OptionalDouble.of(chance)
        : OptionalDouble.empty();
  }
}
