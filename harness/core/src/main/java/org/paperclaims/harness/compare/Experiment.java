package org.paperclaims.harness.compare;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.paperclaims.harness.run.GivenModel;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;

/**
 * The part of a spec that two runs share which differ in the seed, or also in the engine.
 *
 * @param words for a person
 * @param shared the spec with the seed 0, and without its engine where that may differ
 */
record Experiment(String words, RunSpec shared) {
  /** The digits that are kept of a model's SHA-256. */
  private static final int DIGITS = 12;

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
            acrossEngines ? "" : spec.engine(),
            spec.given(),
            spec.imported());
    if (spec.madeElsewhere()) {
      return new Experiment(spec.imported().name() + ", as told", shared);
    }
    return new Experiment(
        spec.architecture()
            + ", "
            + spec.erasure()
            + ", "
            + spec.dataset().name()
            + ", "
            + spec.recipe().epochs()
            + (spec.recipe().epochs() == 1 ? " epoch" : " epochs")
            + (acrossEngines ? "" : ", " + spec.engine())
            + (spec.given().equals(GivenModel.NONE)
                ? ""
                : ", model " + spec.given().sha256().substring(0, DIGITS)),
        shared);
  }

  /** Sort runs by experiment, in words, and each by seed. */
  static Map<Experiment, Map<Long, RunRecord>> sorted(List<RunRecord> runs, boolean acrossEngines) {
    Map<Experiment, Map<Long, RunRecord>> grouped = new LinkedHashMap<>();
    runs.stream()
        .sorted(
            Comparator.comparing((RunRecord r) -> Experiment.of(r.spec(), acrossEngines).words())
                .thenComparing(RunRecord::fingerprint))
        .forEach(
            run ->
                grouped
                    .computeIfAbsent(Experiment.of(run.spec(), acrossEngines), e -> new TreeMap<>())
                    .putIfAbsent(run.spec().seed(), run));
    return grouped;
  }
}
