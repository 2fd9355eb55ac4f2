package org.paperclaims.harness.claim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.stats.Holm;
import org.paperclaims.harness.stats.Interval;
import org.paperclaims.harness.stats.Sample;
import org.paperclaims.harness.stats.SignFlip;
import org.paperclaims.harness.stats.TwoSamples;

/**
 * What differs between two sets of results: two results folders, commits or engines.
 *
 * <p>Runs of one experiment (everything in the spec but the seed) are compared metric by metric.
 * Where each side has runs of one engine alone, the engine may differ. They are paired on the seed
 * where both have at least two seeds in common, by Welch's t where not. A metric has changed beyond
 * noise when its two-sided p, corrected by Holm's rule over all metrics of the comparison, reaches
 * alpha.
 *
 * @param verdicts that are not the same in both, by case
 * @param metrics of experiments that both have, in alphabetical order of experiments
 * @param outcomes runs that completed in one and not in the other, in words
 * @param onlyFirst cases that only the first has a verdict for
 * @param onlySecond cases that only the second has a verdict for
 */
public record Comparison(
    List<VerdictChange> verdicts,
    List<MetricChange> metrics,
    List<String> outcomes,
    List<String> onlyFirst,
    List<String> onlySecond) {
  public Comparison {
    verdicts = List.copyOf(verdicts);
    metrics = List.copyOf(metrics);
    outcomes = List.copyOf(outcomes);
    onlyFirst = List.copyOf(onlyFirst);
    onlySecond = List.copyOf(onlySecond);
  }

  /**
   * One side of a comparison.
   *
   * @param verdicts by case, such as {@code last-relu-lowers-error, smoke, resnet-38-w4, shapes10}
   * @param runs all runs, in any order
   */
  public record Results(Map<String, Verdict> verdicts, List<RunRecord> runs) {
    public Results {
      verdicts = java.util.Collections.unmodifiableMap(new TreeMap<>(verdicts));
      runs = List.copyOf(runs);
    }
  }

  /** A verdict that is not the same. */
  public record VerdictChange(String claimCase, Verdict first, Verdict second) {}

  /** What can be said of a metric. */
  public enum Change {
    /** The same numbers, seed by seed. */
    IDENTICAL,
    /** Other numbers, no more different than seeds are. */
    WITHIN_NOISE,
    /** More different than seeds explain. */
    CHANGED,
    /** Too few runs to tell noise from change. */
    NOT_ENOUGH_DATA
  }

  /**
   * A metric of an experiment.
   *
   * @param experiment architecture, erasure, data and protocol, in words
   * @param n pairs, or the runs of the smaller side
   * @param paired whether runs were paired on the seed
   * @param difference mean of the second less mean of the first
   * @param interval 95 % confidence interval of the difference, where there is a spread
   * @param p two-sided, corrected; empty where nothing was tested
   */
  public record MetricChange(
      String experiment,
      String metric,
      Change change,
      int n,
      boolean paired,
      double difference,
      Optional<Interval> interval,
      OptionalDouble p) {}

  /**
   * Compare.
   *
   * @param alpha chance that anything at all is called changed when nothing is
   */
  public static Comparison of(Results first, Results second, double alpha) {
    List<VerdictChange> verdicts = new ArrayList<>();
    first
        .verdicts()
        .forEach(
            (name, verdict) ->
                Optional.ofNullable(second.verdicts().get(name))
                    .filter(other -> other != verdict)
                    .ifPresent(other -> verdicts.add(new VerdictChange(name, verdict, other))));
    boolean acrossEngines = engines(first) <= 1 && engines(second) <= 1;
    Map<Experiment, Map<Long, RunRecord>> left = byExperiment(first.runs(), acrossEngines);
    Map<Experiment, Map<Long, RunRecord>> right = byExperiment(second.runs(), acrossEngines);
    List<MetricChange> metrics = new ArrayList<>();
    List<String> outcomes = new ArrayList<>();
    left.forEach(
        (experiment, runs) -> {
          Map<Long, RunRecord> others = right.getOrDefault(experiment, Map.of());
          if (!others.isEmpty()) {
            outcomes.addAll(outcomes(experiment, runs, others));
            for (String metric : metrics(runs, others)) {
              metrics.add(change(experiment.words(), metric, runs, others));
            }
          }
        });
    return new Comparison(
        verdicts,
        corrected(metrics, alpha),
        outcomes,
        missing(first.verdicts().keySet(), second.verdicts().keySet()),
        missing(second.verdicts().keySet(), first.verdicts().keySet()));
  }

  /** Tell whether nothing changed, as far as can be told. */
  public boolean isQuiet() {
    return verdicts.isEmpty()
        && outcomes.isEmpty()
        && metrics.stream().noneMatch(m -> m.change() == Change.CHANGED);
  }

  private static long engines(Results results) {
    return results.runs().stream().map(r -> r.spec().engine()).distinct().count();
  }

  /** What two runs share that differ in the seed, or also in the engine. */
  private record Experiment(String words, RunSpec shared) {
    static Experiment of(RunSpec spec, boolean acrossEngines) {
      RunSpec shared =
          new RunSpec(
              spec.protocol(),
              spec.architecture(),
              spec.erasure(),
              spec.dataset(),
              spec.datasetChecksum(),
              spec.recipe(),
              0,
              acrossEngines ? "" : spec.engine());
      return new Experiment(
          spec.architecture()
              + ", "
              + spec.erasure()
              + ", "
              + spec.dataset().name()
              + ", "
              + spec.recipe().epochs()
              + " epochs"
              + (acrossEngines ? "" : ", " + spec.engine()),
          shared);
    }
  }

  private static Map<Experiment, Map<Long, RunRecord>> byExperiment(
      List<RunRecord> runs, boolean acrossEngines) {
    Map<Experiment, Map<Long, RunRecord>> grouped = new LinkedHashMap<>();
    runs.stream()
        .sorted(
            java.util.Comparator.comparing(
                    (RunRecord r) -> Experiment.of(r.spec(), acrossEngines).words())
                .thenComparing(RunRecord::fingerprint))
        .forEach(
            run ->
                grouped
                    .computeIfAbsent(Experiment.of(run.spec(), acrossEngines), e -> new TreeMap<>())
                    .putIfAbsent(run.spec().seed(), run));
    return grouped;
  }

  private static List<String> outcomes(
      Experiment experiment, Map<Long, RunRecord> runs, Map<Long, RunRecord> others) {
    List<String> changed = new ArrayList<>();
    runs.forEach(
        (seed, run) -> {
          RunRecord other = others.get(seed);
          if (other != null && other.outcome() != run.outcome()) {
            changed.add(
                experiment.words()
                    + ", seed "
                    + seed
                    + ": "
                    + run.outcome()
                    + ", then "
                    + other.outcome());
          }
        });
    return changed;
  }

  private static Set<String> metrics(Map<Long, RunRecord> runs, Map<Long, RunRecord> others) {
    Set<String> names = new TreeSet<>();
    runs.values().forEach(r -> names.addAll(r.metrics().keySet()));
    Set<String> shared = new TreeSet<>();
    others.values().forEach(r -> shared.addAll(r.metrics().keySet()));
    names.retainAll(shared);
    return names;
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

  private static MetricChange change(
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
          Change.NOT_ENOUGH_DATA,
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

  private static List<MetricChange> corrected(List<MetricChange> metrics, double alpha) {
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

  private static List<String> missing(Set<String> of, Set<String> in) {
    return of.stream().filter(name -> !in.contains(name)).sorted().toList();
  }
}
