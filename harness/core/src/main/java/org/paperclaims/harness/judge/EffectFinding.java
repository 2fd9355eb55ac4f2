package org.paperclaims.harness.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.ClaimCase;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.Shows;

/** The finding from pairs of control and treatment. */
final class EffectFinding {
  private EffectFinding() {}

  static Finding of(
      Criterion.Effect criterion, ClaimCase claimCase, CaseValues values, double alpha) {
    PairedGains gains =
        new PairedGains(
            values.contrast(arm(claimCase, Arm.Role.TREATMENT), arm(claimCase, Arm.Role.CONTROL)),
            criterion.test());
    double confidence = 1 - criterion.alpha();
    double margin = criterion.margin();
    Supplier<String> seen =
        () ->
            "the "
                + gains.kindOfMiddle()
                + " gain in "
                + criterion.metric()
                + " is "
                + gains.middleInWords()
                + " over "
                + Words.count(gains.n(), "pair", "pairs")
                + ", "
                + Words.interval(confidence, gains.interval(confidence))
                + ", by "
                + gains.decidedBy();
    Supplier<EffectWords> words = () -> EffectWords.of(criterion, gains, alpha);
    EffectOdds odds = EffectOdds.of(criterion.shows(), margin, gains);
    return new Finding(
        gains.n(),
        gains.estimate(),
        () -> gains.interval(confidence),
        confidence,
        odds.pFor(),
        odds.pAgainst(),
        () -> detectable(criterion.shows(), margin, gains.detectable(alpha)),
        () ->
            odds.isInside()
                ? gains.furtherInside(margin, alpha)
                : gains.further(odds.bound(), alpha),
        () -> {
          List<Judgement.Test> tests = new ArrayList<>(gains.tests("", confidence));
          tests.addAll(gains.against(criterion.shows(), margin));
          return tests;
        },
        () -> words.get().shown() + seen.get(),
        () -> words.get().against() + seen.get(),
        () -> words.get().open() + seen.get());
  }

  /** Give the smallest gain that is seen to be above the margin, where superiority is asked for. */
  private static OptionalDouble detectable(Shows shows, double margin, OptionalDouble distance) {
    return shows == Shows.SUPERIORITY && distance.isPresent()
        ? OptionalDouble.of(margin + distance.getAsDouble())
        : distance;
  }

  private static String arm(ClaimCase claimCase, Arm.Role role) {
    return claimCase.arms().stream()
        .filter(a -> a.role() == role)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(claimCase.name() + " has no " + role))
        .name();
  }
}
