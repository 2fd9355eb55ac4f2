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
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.measure.Direction;
import org.paperclaims.harness.measure.Metrics;
import org.paperclaims.harness.run.EpochRow;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.suite.CaseResult;
import org.paperclaims.reports.chart.ArmSeries;
import org.paperclaims.reports.chart.Chart;
import org.paperclaims.reports.chart.ComparisonChart;
import org.paperclaims.reports.chart.CurveChart;
import org.paperclaims.reports.chart.Ranges;
import org.paperclaims.reports.chart.TrendChart;
import org.paperclaims.reports.page.Figure;
import org.paperclaims.reports.page.Spread;
import org.paperclaims.reports.page.WrittenMetric;

/** The charts of a case, with what they show in words. */
final class CaseCharts {
  private static final int WIDE = 760;
  private static final int NARROW = 420;

  /** A chart and where it stands on a page. */
  record Placed(Chart chart, Figure figure) {}

  private CaseCharts() {}

  static List<Placed> of(Site.CaseEntry entry) {
    CaseResult result = entry.result();
    WrittenMetric metric = WrittenMetrics.of(result);
    List<ArmSeries> arms = arms(result, EpochRow::testError);
    List<Placed> charts = new ArrayList<>();
    if (arms.stream().allMatch(arm -> arm.bySeed().isEmpty())) {
      return charts;
    }
    boolean trend = result.claim().criterion() instanceof Criterion.Trend;
    if (trend) {
      charts.add(trend(entry, metric, arms));
    } else {
      charts.add(comparison(entry, metric, arms));
    }
    boolean curves =
        result.runs().byArm().values().stream()
            .flatMap(List::stream)
            .anyMatch(r -> r.epochs().size() > 1);
    if (curves) {
      charts.add(
          curves(
              entry,
              "training-loss",
              "Training loss",
              WrittenMetric.of("train_loss", false),
              arms(result, EpochRow::trainLoss)));
      WrittenMetric error = WrittenMetric.of("test_error", WrittenMetrics.regression(result));
      charts.add(curves(entry, "test-error", error.withUnit(), error, arms));
    }
    return charts;
  }

  /**
   * Describe the cases of one claim as small multiples on one scale.
   *
   * @return nothing where fewer than two cases have values
   */
  static List<Placed> small(List<Site.CaseEntry> entries) {
    List<Site.CaseEntry> shown = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (Site.CaseEntry entry : entries) {
      List<Double> here = new ArrayList<>();
      for (ArmSeries arm : arms(entry.result(), EpochRow::testError)) {
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
      CaseResult result = entry.result();
      WrittenMetric metric = WrittenMetrics.of(result);
      List<ArmSeries> arms = arms(result, EpochRow::testError);
      String name = entry.chartName() + ".small";
      Chart chart =
          ComparisonChart.of(
              name,
              metric,
              arms,
              OptionalDouble.empty(),
              Optional.of(Ranges.around(values)),
              NARROW,
              310);
      String alt =
          metric.label()
              + " of "
              + result.claimCase().name()
              + " by arm: "
              + arms.stream()
                  .map(arm -> arm.name() + " " + inWords(Spread.of(arm.bySeed().values()), metric))
                  .collect(Collectors.joining("; "))
              + ".";
      charts.add(
          new Placed(
              chart,
              new Figure(
                  "charts/" + name,
                  alt,
                  result.claimCase().name() + " (" + result.engine() + ").",
                  NARROW,
                  310,
                  false)));
    }
    return charts;
  }

  private static Placed comparison(
      Site.CaseEntry entry, WrittenMetric metric, List<ArmSeries> arms) {
    CaseResult result = entry.result();
    OptionalDouble published =
        result.claim().criterion() instanceof Criterion.Level level
            ? OptionalDouble.of(level.published())
            : result.claim().criterion() instanceof Criterion.Checkpoint checkpoint
                ? OptionalDouble.of(checkpoint.published())
                : OptionalDouble.empty();
    String name = entry.chartName() + ".comparison";
    int width = WIDE;
    Chart chart = ComparisonChart.of(name, metric, arms, published, Optional.empty(), width, 360);
    String alt =
        metric.label()
            + " of "
            + result.claimCase().name()
            + " by arm: "
            + arms.stream()
                .map(arm -> arm.name() + " " + inWords(Spread.of(arm.bySeed().values()), metric))
                .collect(Collectors.joining("; "))
            + (published.isPresent() ? "; published " + metric.value(published.getAsDouble()) : "")
            + ".";
    String better = result.claim().criterion().better() == Direction.LOWER ? "Lower" : "Higher";
    String caption =
        better
            + " is better. Dots are seeds, thin lines join the runs of one seed, large marks are"
            + " means with their 95 % intervals.";
    return new Placed(chart, new Figure("charts/" + name, alt, caption, width, 360, true));
  }

  private static Placed trend(Site.CaseEntry entry, WrittenMetric metric, List<ArmSeries> arms) {
    CaseResult result = entry.result();
    boolean lower = result.claim().criterion().better() == Direction.LOWER;
    Map<Double, List<ArmSeries>> byLevel =
        arms.stream()
            .collect(Collectors.groupingBy(ArmSeries::level, TreeMap::new, Collectors.toList()));
    boolean pairs =
        byLevel.values().stream()
            .allMatch(two -> two.size() == 2 && two.get(0).control() != two.get(1).control());
    SortedMap<Double, SortedMap<Long, Double>> levels = new TreeMap<>();
    byLevel.forEach(
        (level, here) -> levels.put(level, pairs ? gain(here, lower) : here.get(0).bySeed()));
    String title =
        pairs
            ? "Gain in " + metric.inSentence() + (metric.percent() ? ", points" : "")
            : metric.withUnit();
    boolean depth =
        result.claimCase().arms().stream().map(Arm::architecture).distinct().count() > 1;
    String variable = depth ? "depth of the network, layers" : "modules erased, %";
    String name = entry.chartName() + ".trend";
    Chart chart = TrendChart.of(name, title, variable, levels, pairs, Optional.empty(), WIDE, 360);
    String alt =
        title
            + " of "
            + result.claimCase().name()
            + " by "
            + variable
            + ": "
            + levels.entrySet().stream()
                .map(
                    level ->
                        "at "
                            + org.paperclaims.reports.page.Numbers.plain(level.getKey())
                            + " "
                            + inWords(Spread.of(level.getValue().values()), metric))
                .collect(Collectors.joining("; "))
            + ".";
    String caption =
        (pairs
                ? "Above zero the treatment is better. "
                : lower ? "Lower is better. " : "Higher is better. ")
            + "Dots are seeds, large marks are means with their 95 % intervals.";
    return new Placed(chart, new Figure("charts/" + name, alt, caption, WIDE, 360, true));
  }

  private static SortedMap<Long, Double> gain(List<ArmSeries> pair, boolean lower) {
    ArmSeries control = pair.get(0).control() ? pair.get(0) : pair.get(1);
    ArmSeries treatment = pair.get(0).control() ? pair.get(1) : pair.get(0);
    SortedMap<Long, Double> gains = new TreeMap<>();
    control
        .bySeed()
        .forEach(
            (seed, before) -> {
              Double after = treatment.bySeed().get(seed);
              if (after != null) {
                gains.put(seed, lower ? before - after : after - before);
              }
            });
    return gains;
  }

  private static Placed curves(
      Site.CaseEntry entry, String what, String title, WrittenMetric metric, List<ArmSeries> arms) {
    String name = entry.chartName() + "." + what;
    Chart chart = CurveChart.of(name, title, arms, Optional.empty(), NARROW, 310);
    String alt =
        metric.label()
            + " of "
            + entry.result().claimCase().name()
            + " over the epochs; after the last epoch: "
            + arms.stream()
                .map(
                    arm ->
                        arm.name()
                            + " "
                            + inWords(
                                Spread.of(
                                    arm.curves().stream()
                                        .filter(curve -> curve.length > 0)
                                        .map(curve -> curve[curve.length - 1])
                                        .toList()),
                                metric))
                .collect(Collectors.joining("; "))
            + ".";
    return new Placed(
        chart,
        new Figure(
            "charts/" + name,
            alt,
            "Mean over seeds, its 95 % interval as a band, a thin line for each seed.",
            NARROW,
            310,
            false));
  }

  private static String inWords(Spread spread, WrittenMetric metric) {
    return spread.n() == 0 ? "no value" : spread.meanAndSd(metric);
  }

  /** Give the arms of a case in the record's order, each with the metric that it is judged by. */
  static List<ArmSeries> arms(CaseResult result, ToDoubleFunction<EpochRow> curve) {
    List<ArmSeries> arms = new ArrayList<>();
    for (Arm arm : result.claimCase().arms()) {
      List<RunRecord> records = result.runs().byArm().getOrDefault(arm.name(), List.of());
      SortedMap<Long, Double> bySeed = new TreeMap<>();
      List<double[]> curves = new ArrayList<>();
      for (RunRecord record : records) {
        double value = Metrics.value(arm.metric(), record);
        if (Double.isFinite(value)) {
          bySeed.put(record.spec().seed(), value);
        }
        curves.add(record.epochs().stream().mapToDouble(curve).toArray());
      }
      arms.add(
          new ArmSeries(arm.name(), arm.role() == Arm.Role.CONTROL, arm.level(), bySeed, curves));
    }
    return arms;
  }
}
