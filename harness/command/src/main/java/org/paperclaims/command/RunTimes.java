package org.paperclaims.command;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.paperclaims.harness.lab.DatasetSource;
import org.paperclaims.harness.lab.RunWork;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;

/**
 * How long runs take here, from those that a results folder has: the mean time of like runs, or
 * else the throughput that the engine has shown, in multiply-adds a second. The latter is rough,
 * because small networks are bound by the cost of a call.
 */
final class RunTimes {
  private final List<RunRecord> records;
  private final RunWork work;
  private final Map<String, OptionalDouble> throughputs = new HashMap<>();

  RunTimes(List<RunRecord> records, DatasetSource datasets) {
    this.records = List.copyOf(records);
    this.work = new RunWork(datasets);
  }

  /** Give the mean seconds of recorded runs that differ in seed and erasure only. */
  OptionalDouble ofLikeRuns(RunSpec spec) {
    return records.stream()
        .filter(
            r ->
                r.spec().architecture().equals(spec.architecture())
                    && r.spec().dataset().equals(spec.dataset())
                    && r.spec().recipe().equals(spec.recipe())
                    && r.spec().protocol() == spec.protocol()
                    && r.spec().engine().equals(spec.engine()))
        .mapToDouble(RunRecord::seconds)
        .average();
  }

  /** Give the seconds that the engine's throughput so far makes of the run. */
  OptionalDouble ofThroughput(RunSpec spec) {
    OptionalDouble work = work(spec);
    OptionalDouble throughput =
        throughputs.computeIfAbsent(spec.engine(), engine -> throughput(engine));
    return work.isPresent() && throughput.isPresent()
        ? OptionalDouble.of(work.getAsDouble() / throughput.getAsDouble())
        : OptionalDouble.empty();
  }

  private OptionalDouble throughput(String engine) {
    double all = 0;
    double seconds = 0;
    for (RunRecord run : records) {
      if (run.spec().engine().equals(engine)
          && run.spec().protocol().trains()
          && run.outcome() == RunRecord.Outcome.COMPLETED) {
        OptionalDouble work = work(run.spec());
        if (work.isPresent() && run.seconds() > 0) {
          all += work.getAsDouble();
          seconds += run.seconds();
        }
      }
    }
    return seconds > 0 ? OptionalDouble.of(all / seconds) : OptionalDouble.empty();
  }

  /** Count the multiply-adds of a run, as {@link RunWork} does. */
  OptionalDouble work(RunSpec spec) {
    return work.multiplyAdds(spec);
  }
}
