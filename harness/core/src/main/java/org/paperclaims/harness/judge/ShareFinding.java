package org.paperclaims.harness.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.stats.Multiplier;
import org.paperclaims.harness.stats.PartialConjunction;

/**
 * The evidence of all cases of a claim on how many of them have an effect. Each case has its own
 * numbers and the verdict of all: one claim, about the cases together.
 *
 * @param cases how many the claim has; those without a finding show nothing
 * @param asked how many of them must have the effect
 * @param pFor of each finding
 * @param pAgainst of each finding
 * @param multiplier of each finding where others share alpha, which looks make larger
 */
record ShareFinding(int cases, int asked, double[] pFor, double[] pAgainst, Multiplier multiplier) {
  /**
   * @param findings of the cases that can be judged, by the test of an effect
   * @param cases how many there are in all
   */
  static ShareFinding of(
      Criterion.Share criterion, List<Finding> findings, int cases, Multiplier multiplier) {
    double[] pFor = new double[cases];
    double[] pAgainst = new double[cases];
    for (int i = 0; i < cases; i++) {
      pFor[i] = i < findings.size() ? findings.get(i).pFor() : 1;
      pAgainst[i] = i < findings.size() ? findings.get(i).pAgainst() : 1;
    }
    return new ShareFinding(cases, criterion.asked(cases), pFor, pAgainst, multiplier);
  }

  /**
   * Give a case's finding with the p of the claim about all cases.
   *
   * @param bar of the case, which corrects what a finding has for its look: the p here are
   *     corrected already, so they are given as what that makes them of
   */
  Finding in(Finding one, Bar bar) {
    double alpha = bar.alpha();
    int gaining = PartialConjunction.atLeast(pFor, alpha, multiplier);
    int not = PartialConjunction.atLeast(pAgainst, alpha, multiplier);
    Supplier<String> counted =
        () ->
            "at least "
                + gaining
                + " of "
                + Words.count(cases, "case", "cases")
                + (gaining == 1 && cases == 1 ? " has" : " have")
                + " the effect and at least "
                + not
                + " have not, where "
                + asked
                + " with it are asked; of this one ";
    double shown = PartialConjunction.p(pFor, asked, multiplier);
    double opposite = PartialConjunction.p(pAgainst, cases - asked + 1, multiplier);
    return new Finding(
        one.n(),
        one.estimate(),
        one.interval(),
        one.confidence(),
        shown / bar.factor(bar.cases()),
        opposite / bar.factor(bar.cases()),
        one.detectable(),
        one.further(),
        () -> {
          List<Judgement.Test> tests = new ArrayList<>(one.tests().get());
          tests.add(
              new Judgement.Test(
                  "at least " + asked + " of " + cases + " have the effect",
                  "partial conjunction",
                  shown));
          tests.add(
              new Judgement.Test(
                  "at least " + (cases - asked + 1) + " of " + cases + " have not",
                  "partial conjunction",
                  opposite));
          return tests;
        },
        () -> "Enough cases have the effect: " + counted.get() + seen(one),
        () -> "Too few cases have the effect: " + counted.get() + seen(one),
        () -> "How many cases have the effect is not shown: " + counted.get() + seen(one));
  }

  /** Take the numbers from a finding's words, without what its verdict would have meant. */
  private static String seen(Finding one) {
    return one.open().get().replaceFirst("^.*?: ", "");
  }
}
