package org.paperclaims.harness.judge;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.stats.Interval;

/**
 * The evidence in the runs of a case, before alpha is asked. Powers and exact intervals, which no
 * verdict needs, are worked out when they are asked for: they take far longer than the tests.
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
    Supplier<Optional<Interval>> interval,
    double confidence,
    double pFor,
    double pAgainst,
    Supplier<OptionalDouble> detectable,
    Supplier<OptionalInt> further,
    Supplier<List<Judgement.Test>> tests,
    Supplier<String> shown,
    Supplier<String> against,
    Supplier<String> open) {

  /** Find what can decide nothing, for a reason in words. */
  static Finding undecided(int n, OptionalDouble estimate, double confidence, String words) {
    return new Finding(
        n,
        estimate,
        Optional::empty,
        confidence,
        1,
        1,
        OptionalDouble::empty,
        OptionalInt::empty,
        List::of,
        () -> words,
        () -> words,
        () -> words);
  }

  /** Give the verdict alone, without what is costly to say of it. */
  Verdict verdict(Bar bar) {
    return bar.isReached(pAgainst)
        ? Verdict.REFUTED
        : bar.isReached(pFor) ? Verdict.REPRODUCED : Verdict.INCONCLUSIVE;
  }

  Judgement judged(Bar bar, String remark) {
    Verdict verdict = verdict(bar);
    boolean refuted = verdict == Verdict.REFUTED;
    boolean reproduced = verdict == Verdict.REPRODUCED;
    double p = bar.adjusted(refuted ? pAgainst : pFor);
    String words = (refuted ? against : reproduced ? shown : open).get();
    Optional<Interval> ends = interval.get();
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
        ends.map(i -> OptionalDouble.of(i.low())).orElse(OptionalDouble.empty()),
        ends.map(i -> OptionalDouble.of(i.high())).orElse(OptionalDouble.empty()),
        confidence,
        OptionalDouble.of(p),
        detectable.get(),
        verdict == Verdict.INCONCLUSIVE ? further.get() : OptionalInt.empty(),
        tests.get());
  }

  /** Where the runs lean the other way, its p tells more than that of the claim. */
  private String ofTheOpposite(Bar bar) {
    return pAgainst < pFor ? ", of the opposite " + Words.p(bar.adjustedOpposite(pAgainst)) : "";
  }
}
