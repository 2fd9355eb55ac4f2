package org.paperclaims.command;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.paperclaims.datasets.DamagedDataException;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.datasets.MissingDataException;
import org.paperclaims.harness.lab.DatasetSource;
import org.paperclaims.harness.run.Numbers;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.suite.ClaimSuite;
import org.paperclaims.harness.suite.RunSource;
import org.paperclaims.harness.suite.SuiteCase;
import org.paperclaims.harness.suite.SuitePlan;
import org.paperclaims.harness.suite.SuiteSettings;

/**
 * The runs that a suite would make, and the time that they take.
 *
 * @param runs different runs of all cases
 * @param toDo those without a record
 * @param byThroughput runs to do whose time is judged by the engine's throughput alone
 * @param unknown runs to do whose time is unknown
 * @param seconds the time of the others
 * @param missing what is said of each data set that is not here
 */
record Forecast(
    List<CaseRuns> cases,
    int runs,
    int toDo,
    int byThroughput,
    int unknown,
    double seconds,
    List<String> missing) {
  /** From so many seconds on, a year, a forecast by throughput alone is doubted aloud. */
  private static final double UNLIKELY = 365 * 86_400.0;

  /**
   * The runs of a case.
   *
   * @param recorded those with a record
   * @param shared those that an earlier case needs too
   */
  record CaseRuns(SuiteCase suiteCase, int runs, int recorded, int shared) {}

  /** Look ahead. Data that is not here leaves its runs to be done. */
  static Forecast of(
      SuiteSettings settings, SuitePlan plan, List<RunRecord> records, DatasetSource datasets) {
    RunTimes times = new RunTimes(records, datasets);
    Set<String> missing = new TreeSet<>();
    Set<RunSpec> recorded = new HashSet<>();
    records.forEach(r -> recorded.add(r.spec()));
    ClaimSuite suite = new ClaimSuite(settings, plan, checksumsOnly(datasets, missing));
    List<CaseRuns> cases = new ArrayList<>();
    Set<RunSpec> seen = new HashSet<>();
    int toDo = 0;
    int byThroughput = 0;
    int unknown = 0;
    double seconds = 0;
    for (SuiteCase c : plan.cases()) {
      List<RunSpec> specs = suite.specs(c);
      int shared = (int) specs.stream().filter(seen::contains).count();
      int there = (int) specs.stream().filter(recorded::contains).count();
      for (RunSpec s : specs) {
        if (seen.add(s) && !recorded.contains(s) && !s.madeElsewhere()) {
          toDo++;
          OptionalDouble like = times.ofLikeRuns(s);
          OptionalDouble estimate = like.isPresent() ? like : times.ofThroughput(s);
          byThroughput += like.isEmpty() && estimate.isPresent() ? 1 : 0;
          unknown += estimate.isPresent() ? 0 : 1;
          seconds += estimate.orElse(0);
        }
      }
      cases.add(new CaseRuns(c, specs.size(), there, shared));
    }
    return new Forecast(
        List.copyOf(cases),
        seen.size(),
        toDo,
        byThroughput,
        unknown,
        seconds,
        List.copyOf(missing));
  }

  private static RunSource checksumsOnly(DatasetSource datasets, Set<String> missing) {
    return new RunSource() {
      @Override
      public String datasetChecksum(DatasetSpec dataset) {
        try {
          return datasets.get(dataset).checksum();
        } catch (MissingDataException | DamagedDataException e) {
          missing.add(String.valueOf(e.getMessage()));
          return "";
        }
      }

      @Override
      public List<RunRecord> records(List<RunSpec> specs) {
        throw new UnsupportedOperationException("a plan runs nothing");
      }
    };
  }

  /** Tell whether nothing is known of the time of any run to do. */
  private boolean timeIsUnknown() {
    return toDo > 0 && unknown == toDo;
  }

  /** Give the seconds of run time that are left; none where no run of the engine is recorded. */
  OptionalDouble secondsLeft() {
    return timeIsUnknown() ? OptionalDouble.empty() : OptionalDouble.of(seconds);
  }

  /** Give the time that is left, in words. */
  String duration() {
    if (toDo == 0) {
      return "nothing to train";
    }
    if (timeIsUnknown()) {
      return "time unknown until a run of this engine is recorded";
    }
    List<String> words = new ArrayList<>();
    words.add("about " + Numbers.seconds(seconds) + " of run time");
    if (byThroughput > 0) {
      words.add(
          byThroughput
              + " of them judged by the engine's throughput alone"
              + (seconds > UNLIKELY
                  ? ", in recorded runs that may be too small to tell; train one of these first"
                  : ""));
    }
    if (unknown > 0) {
      words.add("and " + unknown + " whose time is unknown");
    }
    return String.join(", ", words);
  }
}
