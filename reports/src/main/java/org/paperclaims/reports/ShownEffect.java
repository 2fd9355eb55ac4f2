package org.paperclaims.reports;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.PublishedStatistic;
import org.paperclaims.harness.claim.Shows;
import org.paperclaims.harness.judge.Judgement;
import org.paperclaims.harness.measure.Direction;
import org.paperclaims.harness.suite.CaseResult;
import org.paperclaims.reports.page.Margin;
import org.paperclaims.reports.page.Numbers;
import org.paperclaims.reports.page.WrittenMetric;

/**
 * The effect of a case as pages and charts show it: in the metric's unit, a trend's over the whole
 * of its range, positive when it speaks for the claim.
 */
final class ShownEffect {
  private final Criterion criterion;
  private final Judgement judgement;
  private final WrittenMetric metric;
  private final Optional<TrendVariable> variable;
  private final boolean paired;

  private ShownEffect(CaseResult result) {
    criterion = result.claim().criterion();
    judgement = result.judgement();
    metric = WrittenMetrics.of(result);
    variable =
        criterion instanceof Criterion.Trend && !result.claimCase().arms().isEmpty()
            ? Optional.of(TrendVariable.of(result.claimCase().arms()))
            : Optional.empty();
    paired = variable.map(TrendVariable::paired).orElse(false);
  }

  /** Give the effect of a case. */
  static ShownEffect of(CaseResult result) {
    return new ShownEffect(result);
  }

  OptionalDouble estimate() {
    return scaled(judgement.estimate());
  }

  OptionalDouble low() {
    return scaled(judgement.low());
  }

  OptionalDouble high() {
    return scaled(judgement.high());
  }

  /** Give the smallest effect that could have been seen. */
  OptionalDouble detectable() {
    return scaled(judgement.minimumDetectableEffect());
  }

  /**
   * Give the smallest gain that could have been seen: nothing where a claim is not of a gain, as
   * what is detectable then is a distance from the margin.
   */
  OptionalDouble detectableGain() {
    return shows().filter(s -> s != Shows.SUPERIORITY).isPresent()
        ? OptionalDouble.empty()
        : detectable();
  }

  /** Tell what a claim with a margin shows; nothing where there is none to ask. */
  private Optional<Shows> shows() {
    if (criterion instanceof Criterion.Level level) {
      return Optional.of(level.shows());
    }
    if (criterion instanceof Criterion.Checkpoint) {
      return Optional.of(Shows.EQUIVALENCE);
    }
    return criterion instanceof Criterion.Effect effect
        ? Optional.of(effect.shows())
        : criterion instanceof Criterion.Share share
            ? Optional.of(share.each().shows())
            : Optional.empty();
  }

  private double marginSize() {
    return criterion instanceof Criterion.Level level
        ? level.margin()
        : criterion instanceof Criterion.Checkpoint checkpoint
            ? checkpoint.margin()
            : criterion instanceof Criterion.Effect effect
                ? effect.margin()
                : criterion instanceof Criterion.Share share ? share.margin() : 0;
  }

  /** Give the differences on this scale that are too small to count. */
  Margin margin() {
    double size = marginSize();
    return switch (shows().orElse(Shows.SUPERIORITY)) {
      case SUPERIORITY, NO_GAIN -> new Margin(0, size);
      case NON_INFERIORITY -> new Margin(-size, 0);
      case EQUIVALENCE -> new Margin(-size, size);
    };
  }

  /** Say which estimates speak for the claim: {@code a gain above zero speaks for the claim}. */
  String reading() {
    double size = marginSize();
    String margin = size == 0 ? "zero" : "the margin of " + metric.size(size);
    return switch (shows().orElse(Shows.SUPERIORITY)) {
      case SUPERIORITY -> "above " + margin + " speaks for the claim";
      case NO_GAIN -> "below " + margin + " speaks for the claim";
      case NON_INFERIORITY ->
          (size == 0 ? "above zero" : "above minus " + margin) + " speaks for the claim";
      case EQUIVALENCE -> "within " + margin + " speaks for the claim";
    };
  }

  private OptionalDouble scaled(OptionalDouble value) {
    if (value.isEmpty() || !Double.isFinite(value.getAsDouble())) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(value.getAsDouble() * factor());
  }

  /** Give the factor from a judgement's estimate to what is shown: the span of a trend. */
  double factor() {
    return variable.map(TrendVariable::span).orElse(1.0);
  }

  WrittenMetric metric() {
    return metric;
  }

  Optional<TrendVariable> variable() {
    return variable;
  }

  /** Count the decimals that suit the estimate and its interval. */
  int decimals() {
    return metric.percent()
        ? 2
        : Numbers.sharedDecimals(estimate().orElse(0), low().orElse(0), high().orElse(0));
  }

  /** Count the decimals that suit the effects of all cases of a claim, so that columns align. */
  static int decimals(List<ShownEffect> effects) {
    return effects.stream().anyMatch(e -> e.metric.percent())
        ? 2
        : Numbers.sharedDecimals(
            effects.stream()
                .flatMap(e -> Stream.of(e.estimate(), e.low(), e.high()))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .toArray());
  }

  /** Give the unit after a number, with the space before it; empty if there is none. */
  String unit() {
    return metric.percent() ? " points" : "";
  }

  /** Name what the estimates of the claim are, for a column or an axis. */
  String heading() {
    String unit = metric.percent() ? ", points" : "";
    if (criterion instanceof Criterion.Level || criterion instanceof Criterion.Checkpoint) {
      return (isOfBest() ? "Better than the published best stands for" : "Better than published")
          + unit;
    }
    if (variable.isPresent()) {
      return (paired ? "Rise of the gain in " : "Gain in ") + metric.inSentence() + unit;
    }
    return criterion instanceof Criterion.Ordering
        ? "Gain over the closest rival in " + metric.inSentence() + unit
        : "Gain in " + metric.inSentence() + unit;
  }

  /** Give the estimate with its sign and unit; a dash if there is none. */
  String written() {
    return written(decimals());
  }

  String written(int decimals) {
    OptionalDouble estimate = estimate();
    return estimate.isPresent() ? Numbers.signed(estimate.getAsDouble(), decimals) + unit() : "–";
  }

  /** Give the interval, such as {@code −1.19 to +1.42}; empty if there is none. */
  String interval() {
    return interval(decimals());
  }

  String interval(int decimals) {
    return low().isPresent() && high().isPresent()
        ? Numbers.signed(low().getAsDouble(), decimals)
            + " to "
            + Numbers.signed(high().getAsDouble(), decimals)
        : "";
  }

  /**
   * Give the interval of what {@link #sentence()} says, so that both have one sign: of "test error
   * higher by 0.56 points" it is {@code 0.08 to 1.05}. Empty if there is none.
   */
  String intervalAsSaid() {
    if (interval().isEmpty()) {
      return "";
    }
    boolean turned = estimate().orElse(0) < 0;
    double low = low().orElse(0);
    double high = high().orElse(0);
    return Numbers.fixed(turned ? -high : low, decimals())
        + " to "
        + Numbers.fixed(turned ? -low : high, decimals());
  }

  private boolean isOfBest() {
    return criterion instanceof Criterion.Level level
        && level.statistic() == PublishedStatistic.BEST_OF_N;
  }

  /** Say the effect in words: {@code training loss falls by 0.077 from 0 to 100 %}. */
  String sentence() {
    if (estimate().isEmpty()) {
      return "";
    }
    return sentence(estimate().getAsDouble(), estimate().getAsDouble(), decimals());
  }

  /** Say the effects of several cases in words, from the smallest to the largest. */
  String sentence(double least, double most, int decimals) {
    String size = size(least, most, decimals);
    boolean falls = criterion.better() == Direction.LOWER;
    if (least < 0 && most > 0) {
      return heading().replaceFirst(", points$", "")
          + " from "
          + Numbers.signed(least, decimals)
          + " to "
          + Numbers.signed(most, decimals)
          + unit()
          + variable.map(v -> " " + v.range()).orElse("");
    }
    boolean good = most > 0 || (least == 0 && most == 0);
    if (criterion instanceof Criterion.Level || criterion instanceof Criterion.Checkpoint) {
      double published =
          criterion instanceof Criterion.Level level
              ? level.published()
              : ((Criterion.Checkpoint) criterion).published();
      return size
          + (good ? " better" : " worse")
          + (criterion instanceof Criterion.Level level && isOfBest()
              ? " than the mean that the published best of "
                  + level.publishedRuns().orElse(1)
                  + ", "
                  + metric.value(published)
                  + ", stands for"
              : " than the published " + metric.value(published));
    }
    if (variable.isPresent()) {
      return paired
          ? "The gain in "
              + metric.inSentence()
              + (good ? " grows by " : " shrinks by ")
              + size
              + " "
              + variable.get().range()
          : metric.label()
              + (good == falls ? " falls by " : " rises by ")
              + size
              + " "
              + variable.get().range();
    }
    return metric.label()
        + (good == falls ? " lower by " : " higher by ")
        + size
        + (criterion instanceof Criterion.Ordering ordering
            ? " with “" + ordering.best() + "” than with the closest rival"
            : "");
  }

  private String size(double least, double most, int decimals) {
    String low = Numbers.fixed(Math.min(Math.abs(least), Math.abs(most)), decimals);
    String high = Numbers.fixed(Math.max(Math.abs(least), Math.abs(most)), decimals);
    return (low.equals(high) ? low : low + " to " + high) + unit();
  }
}
