package org.paperclaims.harness.compare;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.paperclaims.harness.claim.Declaration;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.stats.Fisher;
import org.paperclaims.harness.stats.Interval;

/**
 * The differences between two sets of results: two results folders, commits or engines.
 *
 * <p>Runs of one experiment (everything in the spec but the seed) are compared metric by metric.
 * Where each side has runs of one engine alone, the engine may differ. Runs of equal seeds are
 * pairs; {@link Overlap} says which t test the seeds of the two sides allow, and every run counts
 * in it. A metric has changed beyond noise when its two-sided p, corrected by Holm's rule over all
 * metrics of the comparison, reaches alpha.
 *
 * @param verdicts that are not the same in both, by case
 * @param declarations what is declared otherwise in the second, or was changed in one of them after
 *     a verdict was seen, in words
 * @param metrics of experiments that both have, in alphabetical order of experiments
 * @param outcomes runs that completed in one and not in the other, in words
 * @param onlyFirst cases that only the first has a verdict for
 * @param onlySecond cases that only the second has a verdict for
 * @param runs experiments of which the two have not equally many runs
 * @param common how many cases and experiments both have
 * @param declaredAlike whether the two have the same declarations, changed ones among them
 */
public record Comparison(
    List<VerdictChange> verdicts,
    List<String> declarations,
    List<MetricChange> metrics,
    List<String> outcomes,
    List<String> onlyFirst,
    List<String> onlySecond,
    List<RunCounts> runs,
    int common,
    boolean declaredAlike) {
  public Comparison {
    runs = List.copyOf(runs);
    verdicts = List.copyOf(verdicts);
    declarations = List.copyOf(declarations);
    metrics = List.copyOf(metrics);
    outcomes = List.copyOf(outcomes);
    onlyFirst = List.copyOf(onlyFirst);
    onlySecond = List.copyOf(onlySecond);
  }

  /**
   * One side of a comparison.
   *
   * @param verdicts by case, such as {@code last-relu-lowers-error, smoke, resnet-38-w4, shapes10}
   * @param declarations of the verdicts, oldest first, by case; of some rows nothing is known
   * @param runs all runs, in any order
   */
  public record Results(
      Map<String, Verdict> verdicts,
      Map<String, List<Declaration>> declarations,
      List<RunRecord> runs) {
    /** Make a side of which nobody knows what was declared. */
    public Results(Map<String, Verdict> verdicts, List<RunRecord> runs) {
      this(verdicts, Map.of(), runs);
    }

    public Results {
      declarations = java.util.Collections.unmodifiableMap(new TreeMap<>(declarations));
      verdicts = java.util.Collections.unmodifiableMap(new TreeMap<>(verdicts));
      runs = List.copyOf(runs);
    }
  }

  /** A verdict that is not the same. */
  public record VerdictChange(String claimCase, Verdict first, Verdict second) {}

  /**
   * How many runs of an experiment the two have, where that differs.
   *
   * @param experiment as of a metric
   * @param example fingerprint of one of the runs
   */
  public record RunCounts(String experiment, String example, int first, int second) {}

  /** The change of a metric. */
  public enum Change {
    /** The same numbers, seed by seed. */
    IDENTICAL,
    /** Other numbers, no more different than seeds are. */
    WITHIN_NOISE,
    /** More different than seeds explain. */
    CHANGED,
    /** More different than seeds explain, and less than the smallest change that was asked for. */
    TOO_SMALL,
    /** Too few runs to tell noise from change. */
    NOT_ENOUGH_DATA,
    /** No run of the second has it, though both ran the experiment. */
    ONLY_FIRST,
    /** No run of the first has it, though both ran the experiment. */
    ONLY_SECOND
  }

  /**
   * A metric of an experiment.
   *
   * @param experiment architecture, erasure, data and protocol, in words
   * @param n pairs where every seed has one, or else the runs of the smaller side
   * @param overlap which seeds the two sides share, and with it the test
   * @param difference mean of the second less mean of the first
   * @param seedSd standard deviation of a run from seed to seed, of both sides together; empty
   *     where no side has two runs
   * @param interval 95 % confidence interval of the difference, where there is a spread
   * @param detectable the smallest change that is seen with a power of 80 %, before any correction
   * @param p two-sided, corrected; empty where nothing was tested
   */
  public record MetricChange(
      String experiment,
      String metric,
      Change change,
      int n,
      Overlap overlap,
      double difference,
      OptionalDouble seedSd,
      Optional<Interval> interval,
      OptionalDouble detectable,
      OptionalDouble p) {
    /** Give the size of the difference in standard deviations of a run, where they have one. */
    public OptionalDouble inSds() {
      double sd = seedSd.orElse(0);
      return sd > 0 ? OptionalDouble.of(Math.abs(difference) / sd) : OptionalDouble.empty();
    }
  }

  /** How many seeds two sides share, and which t test that allows. */
  public enum Overlap {
    /** All of them: the paired t test. */
    PAIRED,
    /** Some, at least three: the partially overlapping samples t test (Derrick et al. 2017). */
    PARTIAL,
    /** Fewer: Welch's t test. */
    SEPARATE
  }

  /** Compare; every change counts, however small it is next to the seeds' spread. */
  public static Comparison of(Results first, Results second, double alpha) {
    return of(first, second, alpha, 0);
  }

  /**
   * Compare.
   *
   * @param alpha chance that anything at all is called changed when nothing is
   * @param smallest the smallest change that counts, in standard deviations of a run from seed to
   *     seed
   */
  public static Comparison of(Results first, Results second, double alpha, double smallest) {
    List<VerdictChange> verdicts = new ArrayList<>();
    first
        .verdicts()
        .forEach(
            (name, verdict) ->
                Optional.ofNullable(second.verdicts().get(name))
                    .filter(other -> other != verdict)
                    .ifPresent(other -> verdicts.add(new VerdictChange(name, verdict, other))));
    boolean acrossEngines = engines(first) <= 1 && engines(second) <= 1;
    Map<Experiment, Map<Long, RunRecord>> left = Experiment.sorted(first.runs(), acrossEngines);
    Map<Experiment, Map<Long, RunRecord>> right = Experiment.sorted(second.runs(), acrossEngines);
    List<MetricChange> metrics = new ArrayList<>();
    List<String> outcomes = new ArrayList<>();
    left.forEach(
        (experiment, runs) -> {
          Map<Long, RunRecord> others = right.getOrDefault(experiment, Map.of());
          if (!others.isEmpty()) {
            outcomes.addAll(outcomes(experiment, runs, others));
            diverged(experiment, runs, others, alpha).ifPresent(outcomes::add);
            for (String metric : metrics(runs, others)) {
              metrics.add(MetricComparison.change(experiment.words(), metric, runs, others));
            }
          }
        });
    return new Comparison(
        verdicts,
        declarations(first, second),
        MetricComparison.corrected(metrics, alpha, smallest),
        outcomes,
        missing(first.verdicts().keySet(), second.verdicts().keySet()),
        missing(second.verdicts().keySet(), first.verdicts().keySet()),
        unequal(left, right),
        shared(first.verdicts().keySet(), second.verdicts().keySet())
            + shared(left.keySet(), right.keySet()),
        first.declarations().equals(second.declarations()));
  }

  private static List<String> declarations(Results first, Results second) {
    List<String> found = new ArrayList<>();
    first.declarations().forEach((name, all) -> changedAfter(name, all, "A", found));
    second.declarations().forEach((name, all) -> changedAfter(name, all, "B", found));
    first
        .declarations()
        .forEach(
            (name, all) -> {
              List<Declaration> others = second.declarations().getOrDefault(name, List.of());
              if (!all.isEmpty() && !others.isEmpty()) {
                List<String> changes =
                    all.get(all.size() - 1).changes(others.get(others.size() - 1));
                if (!changes.isEmpty()) {
                  found.add(name + ", from A to B: " + String.join("; ", changes));
                }
              }
            });
    return found;
  }

  private static void changedAfter(
      String name, List<Declaration> all, String side, List<String> found) {
    for (int i = 1; i < all.size(); i++) {
      List<String> changes = all.get(i - 1).changes(all.get(i));
      if (!changes.isEmpty()) {
        found.add(
            name + ", in " + side + " after a verdict was seen: " + String.join("; ", changes));
      }
    }
  }

  /** Tell whether the two have the same cases, as many runs of each experiment, and its metrics. */
  public boolean isOfTheSame() {
    return onlyFirst.isEmpty()
        && onlySecond.isEmpty()
        && runs.isEmpty()
        && metrics.stream().noneMatch(m -> isOneSided(m.change()));
  }

  private static boolean isOneSided(Change change) {
    return change == Change.ONLY_FIRST || change == Change.ONLY_SECOND;
  }

  /** Tell whether nothing that both have changed, as far as can be told. */
  public boolean isQuiet() {
    return verdicts.isEmpty()
        && (declarations.isEmpty() || declaredAlike)
        && outcomes.isEmpty()
        && metrics.stream().noneMatch(m -> m.change() == Change.CHANGED);
  }

  private static long engines(Results results) {
    return results.runs().stream().map(r -> r.spec().engine()).distinct().count();
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

  /**
   * Say how many runs diverged where the sides share no seed, and more did on one than chance makes
   * of it (Fisher's exact test, two-sided). A metric is compared over the runs that completed.
   */
  private static Optional<String> diverged(
      Experiment experiment, Map<Long, RunRecord> runs, Map<Long, RunRecord> others, double alpha) {
    if (runs.keySet().stream().anyMatch(others::containsKey)) {
      return Optional.empty();
    }
    int one = diverged(runs);
    int other = diverged(others);
    double least =
        Math.min(
            Fisher.pMore(one, runs.size(), other, others.size()),
            Fisher.pMore(other, others.size(), one, runs.size()));
    return 2 * least > alpha
        ? Optional.empty()
        : Optional.of(
            "%s: %d of %d runs diverged, then %d of %d"
                .formatted(experiment.words(), one, runs.size(), other, others.size()));
  }

  private static int diverged(Map<Long, RunRecord> runs) {
    return (int)
        runs.values().stream().filter(r -> r.outcome() == RunRecord.Outcome.DIVERGED).count();
  }

  private static Set<String> metrics(Map<Long, RunRecord> runs, Map<Long, RunRecord> others) {
    Set<String> names = new TreeSet<>();
    runs.values().forEach(r -> names.addAll(r.metrics().keySet()));
    others.values().forEach(r -> names.addAll(r.metrics().keySet()));
    return names;
  }

  private static List<RunCounts> unequal(
      Map<Experiment, Map<Long, RunRecord>> left, Map<Experiment, Map<Long, RunRecord>> right) {
    Set<Experiment> all = new LinkedHashSet<>(left.keySet());
    all.addAll(right.keySet());
    List<RunCounts> unequal = new ArrayList<>();
    for (Experiment experiment : all) {
      Map<Long, RunRecord> runs = left.getOrDefault(experiment, Map.of());
      Map<Long, RunRecord> others = right.getOrDefault(experiment, Map.of());
      if (runs.size() != others.size()) {
        RunRecord example = (runs.isEmpty() ? others : runs).values().iterator().next();
        unequal.add(
            new RunCounts(experiment.words(), example.fingerprint(), runs.size(), others.size()));
      }
    }
    return unequal;
  }

  private static <T> int shared(Set<T> one, Set<T> other) {
    return (int) one.stream().filter(other::contains).count();
  }

  private static List<String> missing(Set<String> of, Set<String> in) {
    return of.stream().filter(name -> !in.contains(name)).sorted().toList();
  }
}
