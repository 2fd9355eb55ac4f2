package org.paperclaims.harness.judge;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.stats.ExactBinomial;
import org.paperclaims.harness.stats.Interval;

/**
 * The comparison of one model, given and not trained here, with a published number. It says nothing
 * of training, so its verdict is never that a claim was reproduced.
 */
final class CheckpointJudgement {
  private final Criterion.Checkpoint criterion;
  private final Bar bar;
  private final ExactBinomial wrong;

  private CheckpointJudgement(Criterion.Checkpoint criterion, Bar bar, ExactBinomial wrong) {
    this.criterion = criterion;
    this.bar = bar;
    this.wrong = wrong;
  }

  static Judgement of(Criterion.Checkpoint criterion, Bar bar, RunRecord record) {
    long images = Math.round(record.metrics().getOrDefault("test_images", 0.0));
    double error = record.metrics().getOrDefault(criterion.metric(), 0.0);
    return new CheckpointJudgement(
            criterion, bar, new ExactBinomial(Math.round(error / 100 * images), images))
        .judged();
  }

  private Judgement judged() {
    double most = (criterion.published() + criterion.margin()) / 100;
    double least = (criterion.published() - criterion.margin()) / 100;
    double notWorse = wrong.atMost(most);
    double notBetter = wrong.atLeast(least);
    double worse = wrong.atLeast(most);
    double better = wrong.atMost(least);
    boolean within = bar.isReached(Math.max(notWorse, notBetter));
    boolean isWorse = !within && bar.isReached(worse);
    boolean isBetter = !within && !isWorse && bar.isReached(better);
    Verdict verdict =
        within ? Verdict.AGREES : isWorse || isBetter ? Verdict.DIFFERS : Verdict.INCONCLUSIVE;
    double p = isWorse ? worse : isBetter ? better : Math.max(notWorse, notBetter);
    double confidence = 1 - 2 * bar.alone();
    Interval interval = wrong.interval(confidence);
    return new Judgement(
        verdict,
        sentence(within, isWorse, isBetter, confidence, interval),
        Math.toIntExact(wrong.of()),
        OptionalDouble.of(criterion.published() - percent()),
        OptionalDouble.of(criterion.published() - 100 * interval.high()),
        OptionalDouble.of(criterion.published() - 100 * interval.low()),
        confidence,
        OptionalDouble.of(bar.adjusted(p)),
        OptionalDouble.empty(),
        OptionalInt.empty(),
        List.of(
            test("not worse than the margin", notWorse),
            test("not better than the margin", notBetter),
            test("worse than the margin", worse),
            test("better than the margin", better)));
  }

  private double percent() {
    return 100.0 * wrong.count() / wrong.of();
  }

  private Judgement.Test test(String name, double p) {
    return new Judgement.Test(
        name + " (exact binomial)", wrong.count() + " of " + wrong.of() + " wrong", p);
  }

  private String sentence(
      boolean within, boolean worse, boolean better, double confidence, Interval interval) {
    String found =
        within
            ? "is within the margin of the published number"
            : worse
                ? "is worse than the published number by more than the margin"
                : better
                    ? "is better than the published number by more than the margin"
                    : "is neither shown within the margin of the published number nor outside";
    return String.format(
        Locale.ROOT,
        "This checkpoint %s: it errs on %,d of %,d test images, %.2f %% (exact %s %% interval %.2f"
            + " to %.2f), against %s %% with a margin of %s%s. It was given, not trained here, and"
            + " says nothing of training.",
        found,
        wrong.count(),
        wrong.of(),
        percent(),
        Words.number(100 * confidence),
        100 * interval.low(),
        100 * interval.high(),
        Words.given(criterion.published()),
        Words.given(criterion.margin()),
        bar.corrected());
  }
}
