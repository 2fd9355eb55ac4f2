package org.paperclaims.harness.judge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.ClaimCase;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.stats.Holm;

/** The finding from one arm against all others. */
final class OrderingFinding {
  private OrderingFinding() {}

  /**
   * An arm that the best is compared with.
   *
   * @param pAbove of the best being better; of an arm that ended at an earlier look by as much
   *     larger or smaller as that look asked for less or more
   */
  private record Rival(String name, PairedGains gains, double pAbove, double pBelow) {}

  /**
   * Give the arms that the best has beaten at the look they were last run for. They need no further
   * runs: all comparisons must hold, each at the whole of alpha, and these do.
   *
   * @param own what the case has of alpha
   */
  static Set<String> beaten(
      Criterion.Ordering criterion, ClaimCase claimCase, CaseValues values, double own) {
    double asked = Look.of(claimCase, values.n()).map(l -> l.asked(own)).orElse(0.0);
    return rivals(criterion, claimCase, values, own).stream()
        .filter(r -> r.pAbove() <= asked)
        .map(Rival::name)
        .collect(Collectors.toSet());
  }

  private static List<Rival> rivals(
      Criterion.Ordering criterion, ClaimCase claimCase, CaseValues values, double own) {
    List<Rival> rivals = new ArrayList<>();
    for (Arm arm : claimCase.arms()) {
      if (!arm.name().equals(criterion.best())) {
        PairedGains gains =
            new PairedGains(values.contrast(criterion.best(), arm.name()), criterion.test());
        double scale = scale(claimCase, gains.n(), values.n(), own);
        rivals.add(
            new Rival(arm.name(), gains, Math.min(1, gains.pAbove(0) * scale), gains.pBelow(0)));
      }
    }
    return rivals;
  }

  private static double scale(ClaimCase claimCase, int ended, int now, double own) {
    Optional<Look> then = Look.of(claimCase, ended);
    Optional<Look> last = Look.of(claimCase, now);
    return ended == now || then.isEmpty() || last.isEmpty()
        ? 1
        : last.get().asked(own) / then.get().asked(own);
  }

  /**
   * Find what the runs of an ordering show.
   *
   * @param alpha that each test has at this look
   * @param own what the case has of alpha over all looks
   */
  static Finding of(
      Criterion.Ordering criterion,
      ClaimCase claimCase,
      CaseValues values,
      double alpha,
      double own) {
    List<Rival> rivals = rivals(criterion, claimCase, values, own);
    double confidence = 1 - criterion.alpha();
    // All comparisons must hold, so that each may be asked at the whole of alpha (Berger 1982);
    // that
    // one rival is better is one of several chances, and Holm's rule corrects for them.
    double[] below = Holm.adjusted(rivals.stream().mapToDouble(Rival::pBelow).toArray());
    double pFor = rivals.stream().mapToDouble(Rival::pAbove).max().orElseThrow();
    double pAgainst = Arrays.stream(below).min().orElseThrow();
    // By what is shown, not by the size: a small and sure lead is harder on the claim than a large
    // and noisy one.
    Rival closest =
        rivals.stream()
            .min(
                Comparator.comparingDouble(Rival::pBelow)
                    .thenComparingDouble(r -> r.gains().middle()))
            .orElseThrow();
    PairedGains gains = closest.gains();
    Supplier<String> seen =
        () ->
            "its "
                + gains.kindOfMiddle()
                + " gain over its closest rival, "
                + closest.name()
                + ", in "
                + criterion.metric()
                + " is "
                + gains.middleInWords()
                + " ("
                + Words.interval(confidence, gains.interval(confidence))
                + ") over "
                + Words.count(gains.n(), "pair", "pairs")
                + ", by "
                + gains.decidedBy()
                + " of each comparison";
    String others = rivals.stream().map(Rival::name).collect(Collectors.joining(", "));
    return new Finding(
        // The seeds that were judged; the closest rival may have ended at an earlier look.
        values.n(),
        gains.estimate(),
        () -> gains.interval(confidence),
        confidence,
        pFor,
        pAgainst,
        () -> gains.detectable(alpha),
        () -> gains.further(0, alpha),
        () -> tests(criterion, rivals, pFor, pAgainst),
        () -> criterion.best() + " is better than each of " + others + ": " + seen.get(),
        () -> "Another arm is better than " + criterion.best() + ": " + seen.get(),
        () ->
            criterion.best()
                + " is not shown to be better than each of "
                + others
                + ": "
                + seen.get());
  }

  private static List<Judgement.Test> tests(
      Criterion.Ordering criterion, List<Rival> rivals, double pFor, double pAgainst) {
    List<Judgement.Test> tests = new ArrayList<>();
    for (Rival rival : rivals) {
      String prefix = criterion.best() + " over " + rival.name() + ": ";
      tests.addAll(rival.gains().tests(prefix, 1 - criterion.alpha()));
    }
    String comparisons = Words.count(rivals.size(), "comparison", "comparisons");
    tests.add(new Judgement.Test("better than each: the largest p", comparisons, pFor));
    tests.add(new Judgement.Test("another is better: corrected (Holm)", comparisons, pAgainst));
    return tests;
  }
}
