package org.paperclaims.harness.claim;

/** What pairs of control and treatment show. */
final class EffectFinding {
  private EffectFinding() {}

  static Finding of(
      Criterion.Effect criterion, ClaimCase claimCase, CaseValues values, double alpha) {
    PairedGains gains =
        new PairedGains(
            values.gains(arm(claimCase, Arm.Role.TREATMENT), arm(claimCase, Arm.Role.CONTROL)),
            criterion.test());
    double confidence = 1 - criterion.alpha();
    double margin = criterion.margin();
    var interval = gains.interval(confidence);
    String seen =
        "the "
            + gains.kindOfMiddle()
            + " gain in "
            + criterion.metric()
            + " is "
            + gains.middleInWords()
            + " over "
            + Words.count(gains.n(), "pair", "pairs")
            + ", "
            + Words.interval(confidence, interval)
            + ", by "
            + gains.decidedBy();
    String less =
        margin == 0
            ? "The treatment is worse than the control: "
            : "A gain of " + Words.number(margin) + ", the smallest that matters, is excluded: ";
    String open =
        gains.n() == 1
            ? "One pair shows no spread over seeds, so that nothing can be tested: "
            : "Neither a gain nor its absence is shown: ";
    return new Finding(
        gains.n(),
        gains.estimate(),
        interval,
        confidence,
        gains.pAbove(0),
        gains.pBelow(margin),
        gains.detectable(alpha),
        gains.further(margin, alpha),
        gains.tests("", confidence),
        "The treatment is better than the control: " + seen,
        less + seen,
        open + seen);
  }

  private static String arm(ClaimCase claimCase, Arm.Role role) {
    return claimCase.arms().stream()
        .filter(a -> a.role() == role)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(claimCase.name() + " has no " + role))
        .name();
  }
}
