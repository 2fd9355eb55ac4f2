package org.paperclaims.harness.judge;

import org.paperclaims.harness.claim.Shows;

/**
 * The p of a claim about gains, and that of its opposite, at the bound that a margin sets.
 *
 * @param pFor of what is claimed
 * @param pAgainst of the opposite
 * @param bound that divides the two
 * @param isInside whether there is another bound, and the claim lies between
 */
record EffectOdds(double pFor, double pAgainst, double bound, boolean isInside) {
  static EffectOdds of(Shows shows, double margin, PairedGains gains) {
    return switch (shows) {
      case SUPERIORITY -> new EffectOdds(gains.pAbove(margin), gains.pBelow(margin), margin, false);
      case NON_INFERIORITY ->
          new EffectOdds(gains.pAbove(-margin), gains.pBelow(-margin), -margin, false);
      case NO_GAIN -> new EffectOdds(gains.pBelow(margin), gains.pAbove(margin), margin, false);
      case EQUIVALENCE ->
          new EffectOdds(
              gains.hasDiverged() ? 1 : Math.max(gains.pAbove(-margin), gains.pBelow(margin)),
              gains.pOutside(margin),
              margin,
              true);
    };
  }
}
