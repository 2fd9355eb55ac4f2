package org.paperclaims.harness.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.paperclaims.harness.compare.Comparison.Change;
import org.paperclaims.harness.compare.Comparison.MetricChange;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.stats.Holm;
import org.paperclaims.harness.stats.Sample;
import org.paperclaims.harness.stats.SignFlip;
import org.paperclaims.harness.stats.TwoSamples;

/** Whether a metric of two sides' runs of an experiment differs by more than noise. */
final class MetricComparison {
  private MetricComparison() {}

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

  /** Test one metric; what p decides is only known when all are {@link #corrected}. */
  static MetricChange change(
      String experiment, String metric, Map<Long, RunRecord> runs, Map<Long, RunRecord> others) {
    Map<Long, Double> a = values(runs, metric);
    Map<Long, Double> b = values(others, metric);
    double[] differences =
        a.keySet().stream()
            .filter(b::containsKey)
            .mapToDouble(s -> b.getOrDefault(s, 0.0) - a.getOrDefault(s, 0.0))
            .toArray();
    if (differences.length >= 2) {
      Sample sample = Sample.of(differences);
      boolean tested = sample.hasSpread();
      boolean same = !tested && sample.mean() == 0;
      return new MetricChange(
          experiment,
          metric,
          same ? Change.IDENTICAL : Change.WITHIN_NOISE,
          sample.n(),
          true,
          sample.mean(),
          tested ? Optional.of(sample.interval(0.95)) : Optional.empty(),
          same ? OptionalDouble.empty() : OptionalDouble.of(twoSided(sample, differences)));
    }
    return unpaired(experiment, metric, array(a), array(b));
  }

  /** By t; by sign flips where the differences are all the same, as for the pairs of a case. */
  private static double twoSided(Sample sample, double[] differences) {
    double p =
        sample.hasSpread()
            ? Math.min(sample.pAbove(0), sample.pBelow(0))
            : Math.min(SignFlip.pAbove(differences, 0), SignFlip.pBelow(differences, 0));
    return Math.min(1, 2 * p);
  }

  private static MetricChange unpaired(String experiment, String metric, double[] a, double[] b) {
    int n = Math.min(a.length, b.length);
    if (n == 0) {
      return new MetricChange(
          experiment,
          metric,
          a.length > 0
              ? Change.ONLY_FIRST
              : b.length > 0 ? Change.ONLY_SECOND : Change.NOT_ENOUGH_DATA,
          0,
          false,
          0,
          Optional.empty(),
          OptionalDouble.empty());
    }
    Sample first = Sample.of(a);
    Sample second = Sample.of(b);
    if (n < 2 || !(first.hasSpread() || second.hasSpread())) {
      double difference = second.mean() - first.mean();
      boolean same = a.length == 1 && b.length == 1 && difference == 0;
      return new MetricChange(
          experiment,
          metric,
          same ? Change.IDENTICAL : Change.NOT_ENOUGH_DATA,
          n,
          false,
          difference,
          Optional.empty(),
          OptionalDouble.empty());
    }
    TwoSamples samples = TwoSamples.of(first, second);
    return new MetricChange(
        experiment,
        metric,
        Change.WITHIN_NOISE,
        n,
        false,
        samples.difference(),
        Optional.of(samples.interval(0.95)),
        OptionalDouble.of(samples.p()));
  }

  private static double[] array(Map<Long, Double> values) {
    return values.values().stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Correct over all metrics by Holm's rule, and decide. */
  static List<MetricChange> corrected(List<MetricChange> metrics, double alpha) {
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
              own <= alpha ? Change.CHANGED : Change.WITHIN_NOISE,
              metric.n(),
              metric.paired(),
              metric.difference(),
              metric.interval(),
              OptionalDouble.of(own)));
    }
    return corrected;
  }
}
