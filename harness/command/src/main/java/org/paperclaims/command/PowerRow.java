package org.paperclaims.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.paperclaims.harness.claim.Correction;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.Shows;
import org.paperclaims.harness.run.Numbers;
import org.paperclaims.harness.stats.Power;
import org.paperclaims.harness.suite.SuiteCase;
import org.paperclaims.harness.suite.SuitePlan;

/**
 * Which effects a number of seeds can show, in standard deviations of the pairs' differences.
 *
 * @param alpha one-sided, after the correction that the claim declares over its cases
 * @param half the smallest effect that is shown with a power of 50 %; none for a single pair
 * @param usual the smallest effect that is shown with a power of 80 %
 * @param cases how many cases of the plan have these seeds and this alpha
 */
record PowerRow(int seeds, double alpha, OptionalDouble half, OptionalDouble usual, int cases) {
  private record Design(int seeds, double alpha) {}

  /**
   * Give a row for each number of seeds and alpha of the plan, after the correction that the claim
   * declares over its cases (Bonferroni's bound for Holm's rule). Effects are those of a paired t
   * test; published numbers have a {@link LevelRow}, because their margin is not an effect.
   */
  static List<PowerRow> of(SuitePlan plan) {
    TreeMap<Design, Integer> designs =
        new TreeMap<>(Comparator.comparingInt(Design::seeds).thenComparingDouble(Design::alpha));
    for (SuiteCase c : plan.cases()) {
      Criterion criterion = c.claim().criterion();
      if (isOfAGain(criterion)) {
        designs.merge(new Design(c.claimCase().seeds().size(), alpha(c, plan)), 1, Integer::sum);
      }
    }
    List<PowerRow> rows = new ArrayList<>();
    designs.forEach(
        (design, cases) ->
            rows.add(
                new PowerRow(
                    design.seeds,
                    design.alpha,
                    effect(design, 0.5),
                    effect(design, Power.USUAL),
                    cases)));
    return rows;
  }

  /** Give the row of one case of a plan; nothing where a published number is judged. */
  static Optional<PowerRow> of(SuiteCase c, SuitePlan plan) {
    Criterion criterion = c.claim().criterion();
    if (!isOfAGain(criterion)) {
      return Optional.empty();
    }
    Design design = new Design(c.claimCase().seeds().size(), alpha(c, plan));
    return Optional.of(
        new PowerRow(
            design.seeds, design.alpha, effect(design, 0.5), effect(design, Power.USUAL), 1));
  }

  /** Tell whether an effect is what a claim shows, and not a number, or that there is none. */
  private static boolean isOfAGain(Criterion criterion) {
    return !(criterion instanceof Criterion.Level
        || criterion instanceof Criterion.Checkpoint
        || (criterion instanceof Criterion.Effect effect && effect.shows() != Shows.SUPERIORITY));
  }

  /** Write the row as a line of a table. */
  String line() {
    return String.format(
        Locale.ROOT, "%5d %8.4f %10s %8s %6d", seeds, alpha, words(half), words(usual), cases);
  }

  /** Give the alpha that a case has for itself, after the correction of its claim. */
  static double alpha(SuiteCase c, SuitePlan plan) {
    boolean shares = c.claim().criterion() instanceof Criterion.Share;
    if (c.claim().correction() == Correction.NONE && !shares) {
      return c.claim().criterion().alpha();
    }
    int family =
        (int)
            plan.cases().stream()
                .filter(o -> o.claim().equals(c.claim()) && Objects.equals(o.engine(), c.engine()))
                .count();
    // The last case that a share asks for has Bonferroni's share of those that are not.
    int sharing =
        c.claim().criterion() instanceof Criterion.Share share
            ? family - share.asked(family) + 1
            : family;
    return c.claim().criterion().alpha() / sharing;
  }

  private static OptionalDouble effect(Design design, double power) {
    return design.seeds < 2
        ? OptionalDouble.empty()
        : OptionalDouble.of(Power.detectable(design.seeds, design.alpha, power));
  }

  private static String words(OptionalDouble effect) {
    return effect.isEmpty() ? "none" : Numbers.fixed(effect.getAsDouble(), 2);
  }
}
