package org.paperclaims.harness.judge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.ClaimCase;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.stats.Holm;

/** The finding from one arm against all others. */
final class OrderingFinding {
  private OrderingFinding() {}

  private record Rival(String name, PairedGains gains, double pAbove, double pBelow) {}

  static Finding of(
      Criterion.Ordering criterion, ClaimCase claimCase, CaseValues values, double alpha) {
    List<Rival> rivals = new ArrayList<>();
    double confidence = 1 - criterion.alpha();
    for (Arm arm : claimCase.arms()) {
      if (!arm.name().equals(criterion.best())) {
        PairedGains gains =
            new PairedGains(values.contrast(criterion.best(), arm.name()), criterion.test());
        rivals.add(new Rival(arm.name(), gains, gains.pAbove(0), gains.pBelow(0)));
      }
    }
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
        gains.n(),
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
