package org.paperclaims.harness.judge;

import java.util.List;

/**
 * Runs that ended at chance level, and the pairs that did not, each judged by itself. One run that
 * did not train moves a mean of ten by more than everything that was asked about, and t has no
 * alpha with such runs. So two things are asked, each at half of alpha: whether one arm's runs end
 * there more often, by Fisher's exact test or, against a margin, by so much that it makes the
 * margin; and what the pairs show of which both runs trained, by the declared test.
 *
 * <p>Either is enough where the other does not lean against it: a claim is never shown, nor its
 * opposite, against the sign of the mean over all pairs, of the mean over the pairs that trained,
 * or of the count of runs that did not.
 *
 * @param middle the mean gain over all pairs
 * @param rest the pairs of which both runs trained
 */
record JudgedApart(Contrast contrast, double middle, PairedGains rest) {
  private boolean isTested() {
    return rest.n() >= 2;
  }

  /** Give the p of the gain being above a value. */
  double pAbove(double value) {
    boolean against =
        contrast.leansToLoss() || middle < value || (rest.n() > 0 && rest.middle() < value);
    double byShare = contrast.pGain(Math.max(0, value));
    return against ? 1 : halved(Math.min(byShare, isTested() ? rest.pAbove(value) : 1));
  }

  /** Give the p of the gain being below a value. */
  double pBelow(double value) {
    boolean against =
        contrast.leansToGain() || middle > value || (rest.n() > 0 && rest.middle() > value);
    double byShare = contrast.pLoss(Math.max(0, -value));
    return against ? 1 : halved(Math.min(byShare, isTested() ? rest.pBelow(value) : 1));
  }

  /** Give the p of the gain lying outside of a margin, on either side. */
  double pOutside(double margin) {
    boolean against = rest.n() > 0 && rest.middle() * middle < 0;
    double byShare = halved(Math.min(contrast.pGain(margin), contrast.pLoss(margin)));
    return against ? 1 : halved(Math.min(byShare, isTested() ? rest.pOutside(margin) : 1));
  }

  private static double halved(double p) {
    return Math.min(1, 2 * p);
  }

  private String counts() {
    int n = contrast.of().length;
    return contrast.lostOf() + " against " + contrast.lostOver() + " of " + n + " each";
  }

  String decidedBy() {
    String share = "Fisher's exact test of how many runs ended at chance level (" + counts() + ")";
    String left = Words.count(rest.n(), "other pair", "other pairs");
    return isTested()
        ? "two tests at half of alpha: "
            + share
            + " and, of the "
            + left
            + " with a mean of "
            + Words.number(rest.middle())
            + ", "
            + rest.decidedBy()
        : share + " at half of alpha, as " + left + " cannot be tested";
  }

  List<Judgement.Test> tests(String prefix) {
    return List.of(
        new Judgement.Test(
            prefix
                + (contrast.lostIsWorse() ? "fewer" : "more")
                + " runs at chance level, Fisher's exact",
            counts(),
            contrast.pGain(0)),
        new Judgement.Test(
            prefix + "pairs that trained",
            isTested()
                ? Words.count(rest.n(), "pair", "pairs") + ", by " + rest.decidedBy()
                : "too few",
            isTested() ? rest.pAbove(0) : 1));
  }
}
