package org.paperclaims.harness.judge;

import org.paperclaims.harness.claim.Criterion;

/**
 * The meaning of an effect's verdicts, in words that go before the numbers.
 *
 * @param shown of REPRODUCED
 * @param against of REFUTED
 * @param open of INCONCLUSIVE
 */
record EffectWords(String shown, String against, String open) {
  /**
   * Choose the words.
   *
   * @param alpha that a test of this case has
   */
  static EffectWords of(Criterion.Effect criterion, PairedGains gains, double alpha) {
    String margin = Words.given(criterion.margin());
    boolean gained = gains.pAbove(0) <= alpha;
    EffectWords words =
        switch (criterion.shows()) {
          case SUPERIORITY -> criterion.margin() == 0 ? any() : superior(margin, gained);
          case NON_INFERIORITY ->
              new EffectWords(
                  "The treatment is no worse than the control by " + margin + " or more: ",
                  "The treatment is worse than the control by more than " + margin + ": ",
                  "Whether the treatment is worse by " + margin + " is not shown: ");
          case NO_GAIN ->
              new EffectWords(
                  "A gain of " + margin + " or more is excluded: ",
                  "The treatment gains more than " + margin + ": ",
                  "Whether the gain is below " + margin + " is not shown: ");
          case EQUIVALENCE ->
              new EffectWords(
                  "Treatment and control are equal within " + margin + ": ",
                  "Treatment and control differ by more than " + margin + ": ",
                  (gains.hasDiverged()
                      ? "With a run that diverged nothing is equal: "
                      : "Whether treatment and control are equal within "
                          + margin
                          + " is not shown: "));
        };
    return gains.n() == 1
        ? new EffectWords(
            words.shown,
            words.against,
            "One pair shows no spread over seeds, so that nothing can be tested: ")
        : words;
  }

  private static EffectWords any() {
    return new EffectWords(
        "The treatment is better than the control: ",
        "The treatment is worse than the control: ",
        "Neither a gain nor its absence is shown: ");
  }

  private static EffectWords superior(String margin, boolean gained) {
    return new EffectWords(
        "The treatment is better than the control by more than " + margin + ": ",
        gained
            ? "A gain is shown, but smaller than the margin of "
                + margin
                + ", the smallest that matters: "
            : "A gain of " + margin + ", the smallest that matters, is excluded: ",
        gained
            ? "A gain is shown, but not whether it is as large as the margin of " + margin + ": "
            : "Neither a gain of " + margin + " nor its absence is shown: ");
  }
}
