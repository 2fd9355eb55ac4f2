package org.paperclaims.harness.judge;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.stats.Interval;

/**
 * What the runs of a case show, before alpha is asked.
 *
 * @param n pairs, or runs
 * @param estimate positive when it speaks for the claim
 * @param pFor of the claim being shown, not corrected over cases
 * @param pAgainst of its opposite, or of the absence of what was declared
 * @param detectable minimum detectable effect
 * @param further how many more seeds would decide it
 * @param shown what it means if the claim is shown, with the numbers
 * @param against what it means if the opposite is
 * @param open what it means if neither is
 */
record Finding(
    int n,
    OptionalDouble estimate,
    Optional<Interval> interval,
    double confidence,
    double pFor,
    double pAgainst,
    OptionalDouble detectable,
    OptionalInt further,
    List<Judgement.Test> tests,
    String shown,
    String against,
    String open) {

  Judgement judged(Bar bar, String remark) {
    boolean refuted = bar.isReached(pAgainst);
    boolean reproduced = !refuted && bar.isReached(pFor);
    Verdict verdict =
        refuted ? Verdict.REFUTED : reproduced ? Verdict.REPRODUCED : Verdict.INCONCLUSIVE;
    double p = bar.adjusted(refuted ? pAgainst : pFor);
    String words = refuted ? against : reproduced ? shown : open;
    String bound =
        Words.p(p)
            + (verdict == Verdict.INCONCLUSIVE
                ? ofTheOpposite(bar) + ", and at most " + Words.number(bar.alpha()) + " is asked"
                : ", at most " + Words.number(bar.alpha()))
            + bar.corrected();
    return new Judgement(
        verdict,
        words + " (" + bound + ")" + remark + ".",
        n,
        estimate,
        interval.map(i -> OptionalDouble.of(i.low())).orElse(OptionalDouble.empty()),
        interval.map(i -> OptionalDouble.of(i.high())).orElse(OptionalDouble.empty()),
        confidence,
        OptionalDouble.of(p),
        detectable,
        verdict == Verdict.INCONCLUSIVE ? further : OptionalInt.empty(),
        tests);
  }

  /** Where the runs lean the other way, its p tells more than that of the claim. */
  private String ofTheOpposite(Bar bar) {
    return pAgainst < pFor ? ", of the opposite " + Words.p(bar.adjustedOpposite(pAgainst)) : "";
  }
}
