package org.paperclaims.harness.judge;

import java.util.Arrays;
import java.util.Random;
import org.paperclaims.harness.claim.SeedRule;
import org.paperclaims.harness.stats.Power;
import org.paperclaims.harness.stats.Sample;

/**
 * How many seeds a case with looks needs, judged by a paired t on normal gains.
 *
 * @param withNothing expected where there is nothing to be found
 * @param withEffect expected where there is an effect that all seeds, judged once, show with a
 *     power of 80 %
 * @param most those of the last look
 */
public record LookCost(double withNothing, double withEffect, int most) {
  private static final int TRIALS = 4000;

  /**
   * Work out what looks cost, by made-up experiments that are always the same.
   *
   * @param alpha what the case has of it
   */
  public static LookCost of(SeedRule.Looks rule, double alpha) {
    double effect = Power.detectable(rule.last(), alpha, Power.USUAL);
    return new LookCost(expected(rule, alpha, 0), expected(rule, alpha, effect), rule.last());
  }

  private static double expected(SeedRule.Looks rule, double alpha, double effect) {
    Random random = new Random(rule.last());
    long seeds = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      double[] gains = new double[rule.last()];
      for (int i = 0; i < gains.length; i++) {
        gains[i] = effect + random.nextGaussian();
      }
      seeds += used(rule, alpha, gains);
    }
    return (double) seeds / TRIALS;
  }

  private static int used(SeedRule.Looks rule, double alpha, double[] gains) {
    for (int i = 0; i < rule.looks().size(); i++) {
      Look look = new Look(rule, i);
      Sample sample = Sample.of(Arrays.copyOf(gains, rule.looks().get(i)));
      double above = sample.pAbove(0);
      double below = sample.pBelow(0);
      if (Math.min(above, below) <= look.asked(alpha)
          || look.futile(above, below, alpha).isPresent()) {
        return rule.looks().get(i);
      }
    }
    return rule.last();
  }
}
