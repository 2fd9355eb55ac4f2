package org.paperclaims.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jfree.data.Range;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.measure.Direction;
import org.paperclaims.harness.measure.Metrics;
import org.paperclaims.harness.run.EpochRow;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.suite.CaseResult;
import org.paperclaims.reports.chart.ArmSeries;
import org.paperclaims.reports.chart.Caption;
import org.paperclaims.reports.chart.Chart;
import org.paperclaims.reports.chart.ComparisonChart;
import org.paperclaims.reports.chart.CurveChart;
import org.paperclaims.reports.chart.GainSeries;
import org.paperclaims.reports.chart.Ranges;
import org.paperclaims.reports.chart.TrendChart;
import org.paperclaims.reports.page.Figure;
import org.paperclaims.reports.page.Numbers;
import org.paperclaims.reports.page.Spread;
import org.paperclaims.reports.page.WrittenMetric;

/** The charts of a case, with what they show in words. */
final class CaseCharts {
  private static final int WIDE = 760;
  private static final int NARROW = 420;
  private static final int LOW = 330;
  private static final int HIGH = 400;
  private static final int WITH_GAINS = 540;

  /** A chart and where it stands on a page. */
  record Placed(Chart chart, Figure figure) {}

  private CaseCharts() {}

  static List<Placed> of(Site.CaseEntry entry, String tier) {
    CaseResult result = entry.result();
    WrittenMetric metric = WrittenMetrics.of(result);
    List<ArmSeries> arms = arms(result, EpochRow::testError);
    List<Placed> charts = new ArrayList<>();
    if (arms.stream().allMatch(arm -> arm.bySeed().isEmpty())) {
      return charts;
    }
    boolean trend = result.claim().criterion() instanceof Criterion.Trend;
    if (trend) {
      charts.add(trend(entry, tier, metric, arms));
    } else {
      charts.add(comparison(entry, tier, metric, arms));
    }
    boolean curves =
        result.runs().byArm().values().stream()
            .flatMap(List::stream)
            .anyMatch(r -> r.epochs().size() > 1);
    if (curves) {
      charts.add(
          curves(
              entry,
              tier,
              "training-loss",
              "Training loss by epoch",
              WrittenMetric.of("train_loss", false),
              arms(result, EpochRow::trainLoss)));
      WrittenMetric error = WrittenMetric.of("test_error", WrittenMetrics.regression(result));
      charts.add(curves(entry, tier, "test-error", error.withUnit() + " by epoch", error, arms));
    }
    return charts;
  }

  /** Say what a chart of a case is of. */
  private static Caption caption(Site.CaseEntry entry, String tier, String title) {
    CaseResult result = entry.result();
    int n = result.claimCase().seeds().size();
    return new Caption(
        title,
        result.claimCase().name()
            + ", "
            + (n == 1 ? "1 seed" : n + " seeds")
            + diverged(result).map(words -> ", " + words).orElse("")
            + ", "
            + result.madeBy(),
        source(result, tier));
  }

  /** Count the runs that diverged, of which a chart has no mark. */
  private static Optional<String> diverged(CaseResult result) {
    List<RunRecord> runs =
        result.runs().byArm().values().stream().flatMap(List::stream).distinct().toList();
    long diverged = runs.stream().filter(r -> r.outcome() == RunRecord.Outcome.DIVERGED).count();
    return diverged == 0
        ? Optional.empty()
        : Optional.of(diverged + " of " + runs.size() + " runs diverged");
  }

  private static String notDrawn(CaseResult result) {
    return diverged(result).map(words -> " Not drawn: " + words + ".").orElse("");
  }

  /** Name the claim, its paper and the tier. */
  static String source(CaseResult result, String tier) {
    return result.claim().id()
        + " · "
        + result.claim().source().paper().text()
        + " · Paper Claims, "
        + tier
        + " tier";
  }

  /**
   * Describe the cases of one claim as small multiples on one scale.
   *
   * @return nothing where fewer than two cases have values
   */
  static List<Placed> small(List<Site.CaseEntry> entries, String tier) {
    List<Site.CaseEntry> shown = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (Site.CaseEntry entry : entries) {
      List<Double> here = new ArrayList<>();
      for (ArmSeries arm : compared(entry.result())) {
        Spread spread = Spread.of(arm.bySeed().values());
        here.addAll(arm.bySeed().values());
        here.add(spread.low());
        here.add(spread.high());
      }
      if (here.stream().anyMatch(Double::isFinite)) {
        shown.add(entry);
        values.addAll(here);
      }
    }
    if (shown.size() < 2) {
      return List.of();
    }
    List<Placed> charts = new ArrayList<>();
    for (Site.CaseEntry entry : shown) {
      charts.add(small(entry, tier, Ranges.around(values)));
    }
    return charts;
  }

  private static Placed small(Site.CaseEntry entry, String tier, Range range) {
    CaseResult result = entry.result();
    WrittenMetric metric = WrittenMetrics.of(result);
    List<ArmSeries> arms = compared(result);
    boolean gains = isPairedTrend(result);
    String name = entry.chartName() + ".small";
    Caption caption = caption(entry, tier, gains ? gain(metric) : metric.withUnit());
    Chart chart =
        result.claim().criterion() instanceof Criterion.Trend
            ? TrendChart.of(
                name,
                caption,
                TrendVariable.of(result.claimCase().arms()).label(),
                arms,
                gains,
                Optional.of(range),
                NARROW,
                LOW)
            : ComparisonChart.of(
                name,
                caption,
                metric,
                arms,
                ComparisonChart.Extras.NONE,
                Optional.of(range),
                NARROW,
                LOW);
    return new Placed(
        chart,
        new Figure(
            "charts/" + name,
            (gains ? "Gain in the " + metric.inSentence() : metric.label())
                + inWords(result, metric, arms)
                + ".",
            result.claimCase().name() + " (" + result.engine() + ").",
            NARROW,
            LOW,
            LOW,
            false));
  }

  private static boolean isPairedTrend(CaseResult result) {
    return result.claim().criterion() instanceof Criterion.Trend
        && TrendVariable.of(result.claimCase().arms()).paired();
  }

  /** Give the things that a trend runs over: gains where every level has a pair, or else arms. */
  private static List<ArmSeries> compared(CaseResult result) {
    List<ArmSeries> arms = arms(result, EpochRow::testError);
    return isPairedTrend(result)
        ? gains(arms, result.claim().criterion().better() == Direction.LOWER)
        : arms;
  }

  private static String gain(WrittenMetric metric) {
    return "Gain in " + metric.inSentence() + (metric.percent() ? ", points" : "");
  }

  private static String inWords(CaseResult result, WrittenMetric metric, List<ArmSeries> arms) {
    return " of "
        + result.claimCase().name()
        + " by arm: "
        + arms.stream()
            .map(
                arm ->
                    arm.name()
                        + " "
                        + inWords(Spread.of(arm.bySeed().values()), metric)
                        + (arm.diverged() == 0 ? "" : " and " + arm.diverged() + " diverged"))
            .collect(Collectors.joining("; "));
  }

  private static Placed comparison(
      Site.CaseEntry entry, String tier, WrittenMetric metric, List<ArmSeries> arms) {
    CaseResult result = entry.result();
    OptionalDouble published =
        result.claim().criterion() instanceof Criterion.Level level
            ? OptionalDouble.of(level.published())
            : result.claim().criterion() instanceof Criterion.Checkpoint checkpoint
                ? OptionalDouble.of(checkpoint.published())
                : OptionalDouble.empty();
    String name = entry.chartName() + ".comparison";
    ShownEffect effect = ShownEffect.of(result);
    List<GainSeries> gains = Gains.of(result, arms);
    int height = gains.isEmpty() ? HIGH : WITH_GAINS;
    Chart chart =
        ComparisonChart.of(
            name,
            caption(entry, tier, metric.withUnit()),
            metric,
            arms,
            new ComparisonChart.Extras(
                published,
                gains,
                (result.claim().criterion() instanceof Criterion.Ordering ordering
                        ? "Gain of “" + ordering.best() + "”"
                        : "Gain")
                    + (metric.percent() ? ", points" : ""),
                effect.margin(),
                effect.detectableGain()),
            Optional.empty(),
            WIDE,
            height);
    String alt =
        metric.label()
            + inWords(result, metric, arms)
            + (published.isPresent() ? "; published " + metric.value(published.getAsDouble()) : "")
            + "."
            + (effect.estimate().isPresent() && !gains.isEmpty()
                ? " "
                    + effect.sentence()
                    + (effect.intervalAsSaid().isEmpty()
                        ? ""
                        : ", interval " + effect.intervalAsSaid())
                    + "."
                : "");
    String better = result.claim().criterion().better() == Direction.LOWER ? "Lower" : "Higher";
    String caption =
        better
            + " speaks for the claim. Dots are seeds, thin lines join the runs of one seed, large"
            + " marks are means with their 95 % intervals."
            + (gains.isEmpty() ? "" : " Below: the gain of each seed; " + effect.reading() + ".")
            + notDrawn(result);
    return new Placed(
        chart,
        new Figure("charts/" + name, alt, caption, WIDE, height, chart.narrowHeight(), true));
  }

  private static Placed trend(
      Site.CaseEntry entry, String tier, WrittenMetric metric, List<ArmSeries> arms) {
    CaseResult result = entry.result();
    boolean lower = result.claim().criterion().better() == Direction.LOWER;
    TrendVariable variable = TrendVariable.of(result.claimCase().arms());
    boolean pairs = variable.paired();
    List<ArmSeries> shown = pairs ? gains(arms, lower) : arms;
    String title = pairs ? gain(metric) : metric.withUnit();
    String name = entry.chartName() + ".trend";
    Caption words = caption(entry, tier, title);
    String sentence = ShownEffect.of(result).sentence();
    Chart chart =
        TrendChart.of(
            name,
            sentence.isEmpty()
                ? words
                : new Caption(title, sentence + ". " + words.subtitle(), words.source()),
            variable.label(),
            shown,
            pairs,
            Optional.empty(),
            WIDE,
            HIGH);
    String alt =
        title
            + " of "
            + result.claimCase().name()
            + " by "
            + variable.label()
            + ": "
            + shown.stream()
                .map(
                    arm ->
                        "at "
                            + Numbers.setting(arm.level())
                            + " "
                            + inWords(Spread.of(arm.bySeed().values()), metric))
                .collect(Collectors.joining("; "))
            + "."
            + (sentence.isEmpty() ? "" : " " + sentence + ".");
    String caption =
        (pairs
                ? "Above zero the treatment is better. "
                : lower ? "Lower speaks for the claim. " : "Higher speaks for the claim. ")
            + "Dots are seeds, large marks are means with their 95 % intervals."
            + notDrawn(result);
    return new Placed(
        chart, new Figure("charts/" + name, alt, caption, WIDE, HIGH, chart.narrowHeight(), true));
  }

  /** Give for each level what the treatment gains over the control. */
  private static List<ArmSeries> gains(List<ArmSeries> arms, boolean lower) {
    Map<Double, List<ArmSeries>> levels =
        arms.stream()
            .collect(Collectors.groupingBy(ArmSeries::level, TreeMap::new, Collectors.toList()));
    List<ArmSeries> gains = new ArrayList<>();
    levels.forEach(
        (level, two) -> {
          ArmSeries control = two.get(0).control() ? two.get(0) : two.get(1);
          ArmSeries treatment = two.get(0).control() ? two.get(1) : two.get(0);
          gains.add(
              new ArmSeries(
                  treatment.name(),
                  false,
                  level,
                  treatment.rank(),
                  treatment.ranks(),
                  Gains.between(treatment.bySeed(), control.bySeed(), lower),
                  treatment.diverged() + control.diverged(),
                  List.of()));
        });
    return gains;
  }

  private static Placed curves(
      Site.CaseEntry entry,
      String tier,
      String what,
      String title,
      WrittenMetric metric,
      List<ArmSeries> arms) {
    String name = entry.chartName() + "." + what;
    Chart chart =
        CurveChart.of(name, caption(entry, tier, title), arms, Optional.empty(), NARROW, LOW);
    String alt =
        metric.label()
            + " of "
            + entry.result().claimCase().name()
            + " over the epochs; after the last epoch: "
            + arms.stream()
                .map(arm -> arm.name() + " " + inWords(Spread.of(arm.ends()), metric))
                .collect(Collectors.joining("; "))
            + ".";
    return new Placed(
        chart,
        new Figure(
            "charts/" + name,
            alt,
            "Mean over seeds, its 95 % interval as a band, a thin line for each seed."
                + (arms.stream().allMatch(arm -> arm.diverged() == 0)
                    ? ""
                    : " Runs that diverged end early, and the mean goes on without them."),
            NARROW,
            LOW,
            LOW,
            false));
  }

  private static String inWords(Spread spread, WrittenMetric metric) {
    return spread.n() == 0 ? "no value" : spread.meanAndSd(metric);
  }

  /** Give the arms of a case in the record's order, each with the metric that it is judged by. */
  static List<ArmSeries> arms(CaseResult result, ToDoubleFunction<EpochRow> curve) {
    Map<String, String> labels = ArmLabels.of(result.claimCase(), result.claim().criterion());
    boolean trend = result.claim().criterion() instanceof Criterion.Trend;
    List<Double> levels =
        result.claimCase().arms().stream().map(Arm::level).distinct().sorted().toList();
    List<ArmSeries> arms = new ArrayList<>();
    for (Arm arm : result.claimCase().arms()) {
      List<RunRecord> records = result.runs().byArm().getOrDefault(arm.name(), List.of());
      SortedMap<Long, Double> bySeed = new TreeMap<>();
      List<double[]> curves = new ArrayList<>();
      int diverged = 0;
      for (RunRecord record : records) {
        diverged += record.outcome() == RunRecord.Outcome.DIVERGED ? 1 : 0;
        double value = Metrics.value(arm.metric(), record);
        if (Double.isFinite(value)) {
          bySeed.put(record.spec().seed(), value);
        }
        curves.add(record.epochs().stream().mapToDouble(curve).toArray());
      }
      arms.add(
          new ArmSeries(
              labels.getOrDefault(arm.name(), arm.name()),
              arm.role() == Arm.Role.CONTROL,
              arm.level(),
              trend ? levels.indexOf(arm.level()) : -1,
              levels.size(),
              bySeed,
              diverged,
              curves));
    }
    return arms;
  }
}
