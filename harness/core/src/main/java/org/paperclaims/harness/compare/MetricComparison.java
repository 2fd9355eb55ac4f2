package org.paperclaims.harness.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.paperclaims.harness.compare.Comparison.Change;
import org.paperclaims.harness.compare.Comparison.MetricChange;
import org.paperclaims.harness.compare.Comparison.Overlap;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.stats.Differences;
import org.paperclaims.harness.stats.Holm;
import org.paperclaims.harness.stats.Sample;
import org.paperclaims.harness.stats.SignFlip;
import org.paperclaims.harness.stats.TwoSamples;

/**
 * Whether a metric of two sides' runs of an experiment differs by more than noise.
 *
 * @param a values of the first side, those of shared seeds first and in the same order as in {@code
 *     b}
 * @param b values of the second side
 * @param shared how many seeds both sides have
 */
record MetricComparison(String experiment, String metric, double[] a, double[] b, int shared) {
  private static final double CONFIDENCE = 0.95;
  private static final int FEWEST_SHARED = 3;

  /** Test one metric; what p decides is only known when all are {@link #corrected}. */
  static MetricChange change(
      String experiment, String metric, Map<Long, RunRecord> runs, Map<Long, RunRecord> others) {
    Map<Long, Double> first = values(runs, metric);
    Map<Long, Double> second = values(others, metric);
    List<Long> common = first.keySet().stream().filter(second::containsKey).toList();
    return new MetricComparison(
            experiment, metric, array(first, common), array(second, common), common.size())
        .change();
  }

  private static Map<Long, Double> values(Map<Long, RunRecord> runs, String metric) {
    Map<Long, Double> values = new TreeMap<>();
    runs.forEach(
        (seed, run) -> {
          double value = run.metrics().getOrDefault(metric, Double.NaN);
          if (Double.isFinite(value)) {
            values.put(seed, value);
          }
        });
    return values;
  }

  private static double[] array(Map<Long, Double> values, List<Long> common) {
    Map<Long, Double> rest = new TreeMap<>(values);
    List<Double> ordered = new ArrayList<>();
    for (long seed : common) {
      Optional.ofNullable(rest.remove(seed)).ifPresent(ordered::add);
    }
    ordered.addAll(rest.values());
    return ordered.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private MetricChange change() {
    if (a.length == 0 || b.length == 0) {
      Change change =
          a.length > 0
              ? Change.ONLY_FIRST
              : b.length > 0 ? Change.ONLY_SECOND : Change.NOT_ENOUGH_DATA;
      return new MetricChange(
          experiment,
          metric,
          change,
          0,
          Overlap.SEPARATE,
          0,
          OptionalDouble.empty(),
          Optional.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty());
    }
    if (shared >= 2 && shared == a.length && shared == b.length) {
      return paired();
    }
    Sample first = Differences.of(a, new double[a.length]).sample();
    Sample second = Differences.of(b, new double[b.length]).sample();
    boolean same = a.length == 1 && b.length == 1 && a[0] == b[0] && shared == 1;
    if (Math.min(a.length, b.length) < 2 || !(first.hasSpread() || second.hasSpread())) {
      return untested(same ? Change.IDENTICAL : Change.NOT_ENOUGH_DATA);
    }
    TwoSamples separate = TwoSamples.of(first, second);
    boolean partial = shared >= FEWEST_SHARED;
    TwoSamples samples = partial ? TwoSamples.overlapping(a, b, shared).orElse(separate) : separate;
    return tested(
        Change.WITHIN_NOISE,
        partial ? Overlap.PARTIAL : Overlap.SEPARATE,
        samples.difference(),
        Optional.of(samples.interval(CONFIDENCE)),
        OptionalDouble.of(samples.detectable(1 - CONFIDENCE)),
        OptionalDouble.of(samples.p()));
  }

  /** By t; by sign flips where the differences are all the same, as for the pairs of a case. */
  private MetricChange paired() {
    Differences differences = Differences.of(b, a);
    Sample sample = differences.sample();
    if (Arrays.equals(a, b)) {
      return untested(Change.IDENTICAL);
    }
    if (sample.hasSpread()) {
      TwoSamples samples = new TwoSamples(sample.mean(), sample.standardError(), sample.n() - 1.0);
      return tested(
          Change.WITHIN_NOISE,
          Overlap.PAIRED,
          sample.mean(),
          Optional.of(samples.interval(CONFIDENCE)),
          OptionalDouble.of(samples.detectable(1 - CONFIDENCE)),
          OptionalDouble.of(samples.p()));
    }
    double p = Math.min(SignFlip.pAbove(differences, 0), SignFlip.pBelow(differences, 0));
    return tested(
        Change.WITHIN_NOISE,
        Overlap.PAIRED,
        sample.mean(),
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalDouble.of(Math.min(1, 2 * p)));
  }

  private MetricChange untested(Change change) {
    boolean pairs = change == Change.IDENTICAL && a.length > 1;
    return tested(
        change,
        pairs ? Overlap.PAIRED : Overlap.SEPARATE,
        Sample.of(b).mean() - Sample.of(a).mean(),
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  private MetricChange tested(
      Change change,
      Overlap overlap,
      double difference,
      Optional<org.paperclaims.harness.stats.Interval> interval,
      OptionalDouble detectable,
      OptionalDouble p) {
    return new MetricChange(
        experiment,
        metric,
        change,
        Math.min(a.length, b.length),
        overlap,
        difference,
        seedSd(),
        interval,
        detectable,
        p);
  }

  /** Pool the spreads of both sides. */
  private OptionalDouble seedSd() {
    int degrees = a.length + b.length - 2;
    if (degrees < 1) {
      return OptionalDouble.empty();
    }
    Sample first = Sample.of(a);
    Sample second = Sample.of(b);
    double squares =
        first.sd() * first.sd() * (a.length - 1) + second.sd() * second.sd() * (b.length - 1);
    return OptionalDouble.of(Math.sqrt(squares / degrees));
  }

  /** Correct over all metrics by Holm's rule, and decide. */
  static List<MetricChange> corrected(List<MetricChange> metrics, double alpha, double smallest) {
    double[] p =
        metrics.stream()
            .filter(m -> m.p().isPresent())
            .mapToDouble(m -> m.p().getAsDouble())
            .toArray();
    double[] adjusted = Holm.adjusted(p);
    List<MetricChange> corrected = new ArrayList<>();
    int tested = 0;
    for (MetricChange metric : metrics) {
      if (metric.p().isEmpty()) {
        corrected.add(metric);
        continue;
      }
      double own = adjusted[tested++];
      corrected.add(
          new MetricChange(
              metric.experiment(),
              metric.metric(),
              decided(metric, own <= alpha, smallest),
              metric.n(),
              metric.overlap(),
              metric.difference(),
              metric.seedSd(),
              metric.interval(),
              metric.detectable(),
              OptionalDouble.of(own)));
    }
    return corrected;
  }

  private static Change decided(MetricChange metric, boolean beyondNoise, double smallest) {
    if (!beyondNoise) {
      return Change.WITHIN_NOISE;
    }
    // Runs that do not vary at all: any change is infinitely large next to their spread.
    return metric.inSds().orElse(Double.POSITIVE_INFINITY) < smallest
        ? Change.TOO_SMALL
        : Change.CHANGED;
  }
}
