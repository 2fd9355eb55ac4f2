package org.paperclaims.harness.suite;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.paperclaims.datasets.DatasetException;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.harness.lab.DatasetSource;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;

/**
 * The different runs of a plan.
 *
 * @param byFingerprint in the order of the plan
 * @param claimsOf the ids of the claims that each of these runs is for, by its fingerprint
 * @param missing what is said of each data set that cannot be used
 * @param withoutData the runs of such data sets, which nobody here can do; they have no fingerprint
 */
public record PlannedRuns(
    Map<String, RunSpec> byFingerprint,
    Map<String, Set<String>> claimsOf,
    List<String> missing,
    Set<RunSpec> withoutData) {
  public PlannedRuns {
    byFingerprint = Collections.unmodifiableMap(new LinkedHashMap<>(byFingerprint));
    claimsOf = Map.copyOf(claimsOf);
    missing = List.copyOf(missing);
    withoutData = Collections.unmodifiableSet(new LinkedHashSet<>(withoutData));
  }

  /**
   * Give the runs of a plan, those that several cases share once. Runs that were made elsewhere are
   * left out: nobody here can do them.
   */
  public static PlannedRuns of(SuiteSettings settings, SuitePlan plan, DatasetSource datasets) {
    ClaimSuite suite = new ClaimSuite(settings, plan, new ChecksumsOnly(datasets));
    ClaimSuite unchecked = new ClaimSuite(settings, plan, new ChecksumsThatAreHere(datasets));
    Set<RunSpec> withoutData = new LinkedHashSet<>();
    Map<String, RunSpec> runs = new LinkedHashMap<>();
    Map<String, Set<String>> claims = new HashMap<>();
    Collection<String> missing = new TreeSet<>();
    for (SuiteCase c : plan.cases()) {
      try {
        for (RunSpec spec : suite.specs(c)) {
          if (!spec.madeElsewhere()) {
            String fingerprint = Fingerprint.of(spec);
            runs.put(fingerprint, spec);
            claims.computeIfAbsent(fingerprint, f -> new TreeSet<>()).add(c.claim().id());
          }
        }
      } catch (DatasetException e) {
        missing.add(String.valueOf(e.getMessage()));
        unchecked.specs(c).stream()
            .filter(s -> !s.madeElsewhere() && s.datasetChecksum().isEmpty())
            .forEach(withoutData::add);
      }
    }
    return new PlannedRuns(runs, claims, List.copyOf(missing), withoutData);
  }

  private record ChecksumsOnly(DatasetSource datasets) implements RunSource {
    @Override
    public String datasetChecksum(DatasetSpec dataset) {
      return datasets.get(dataset).checksum();
    }

    @Override
    public List<RunRecord> records(List<RunSpec> specs) {
      throw new UnsupportedOperationException("a plan runs nothing");
    }
  }

  /** No checksum stands for that of data that cannot be used. */
  private record ChecksumsThatAreHere(DatasetSource datasets) implements RunSource {
    @Override
    public String datasetChecksum(DatasetSpec dataset) {
      try {
        return datasets.get(dataset).checksum();
      } catch (DatasetException e) {
        return "";
      }
    }

    @Override
    public List<RunRecord> records(List<RunSpec> specs) {
      throw new UnsupportedOperationException("a plan runs nothing");
    }
  }

  /** Give the ids of the claims that a run is for; none if the plan does not have it. */
  public Set<String> claims(RunSpec run) {
    return claimsOf.getOrDefault(Fingerprint.of(run), Set.of());
  }

  /** Keep the runs of a shard; of those without data about as many as it has. */
  public PlannedRuns in(SuiteSettings.Shard shard) {
    Map<String, RunSpec> mine = new LinkedHashMap<>(byFingerprint);
    mine.keySet().removeIf(fingerprint -> !shard.holds(fingerprint));
    Set<RunSpec> mineWithoutData = new LinkedHashSet<>(withoutData);
    mineWithoutData.removeIf(spec -> !shard.holds(Fingerprint.of(spec)));
    return new PlannedRuns(mine, claimsOf, missing, mineWithoutData);
  }

  /**
   * Keep the runs that somebody names.
   *
   * @param names fingerprints, or the first characters of them
   * @throws SettingsException if one names none of these runs, or several
   */
  public PlannedRuns named(List<String> names) {
    Map<String, RunSpec> named = new LinkedHashMap<>();
    for (String name : names) {
      List<String> found = byFingerprint.keySet().stream().filter(f -> f.startsWith(name)).toList();
      if (found.size() != 1) {
        throw new SettingsException(
            "of the %d runs of the plan %s a fingerprint that starts with '%s'; `claims plan --units FILE` lists them, with the same --tier, --include, --engine and --seeds"
                .formatted(
                    byFingerprint.size(),
                    found.isEmpty() ? "none has" : found.size() + " have",
                    name));
      }
      named.put(found.get(0), byFingerprint.get(found.get(0)));
    }
    return new PlannedRuns(named, claimsOf, missing, Set.of());
  }
}
