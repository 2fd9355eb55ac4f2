package org.paperclaims.harness.elsewhere;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.paperclaims.harness.run.Imported;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.store.RunStore;

/**
 * Sets of imported runs as a store keeps them. A set comes in once and whole: runs that were added
 * after a look at the others, or put in their place, would be picked runs.
 *
 * @param added names of the sets that are new
 * @param found names of those that were there, with the same runs
 */
public record ImportedSets(List<String> added, List<String> found) {
  public ImportedSets {
    added = List.copyOf(added);
    found = List.copyOf(found);
  }

  /**
   * Add runs to a store.
   *
   * @throws ImportException if it has a set of the same name with other runs; nothing was added
   *     then
   * @throws org.paperclaims.harness.store.StoreException if it cannot be written
   */
  public static ImportedSets add(RunStore store, List<RunRecord> runs) {
    Map<Imported, List<RunRecord>> before = sets(store.ledger().imported());
    List<String> added = new ArrayList<>();
    List<String> found = new ArrayList<>();
    List<RunRecord> news = new ArrayList<>();
    sets(runs)
        .forEach(
            (set, its) -> {
              List<RunRecord> there = before.getOrDefault(set, List.of());
              if (isPartOf(there, its) && there.size() < its.size()) {
                // None of it is there, or a process was killed that wrote it.
                added.add(set.name());
                news.addAll(its);
              } else if (isPartOf(its, there) && its.size() == there.size()) {
                found.add(set.name());
              } else {
                throw refusal(set, there, its);
              }
            });
    store.ledger().addImported(news);
    return new ImportedSets(added, found);
  }

  private static Map<Imported, List<RunRecord>> sets(List<RunRecord> runs) {
    Map<Imported, List<RunRecord>> sets = new LinkedHashMap<>();
    runs.stream()
        .sorted(Comparator.comparingLong(r -> r.spec().seed()))
        .forEach(r -> sets.computeIfAbsent(r.spec().imported(), s -> new ArrayList<>()).add(r));
    return sets;
  }

  /** Tell whether every one of some runs is among others, to the last number and the file. */
  private static boolean isPartOf(List<RunRecord> some, List<RunRecord> others) {
    Map<Long, RunRecord> bySeed = new LinkedHashMap<>();
    others.forEach(r -> bySeed.put(r.spec().seed(), r));
    return some.stream().allMatch(r -> isSame(r, bySeed.get(r.spec().seed())));
  }

  private static boolean isSame(RunRecord a, @org.jspecify.annotations.Nullable RunRecord b) {
    return b != null
        && a.outcome() == b.outcome()
        && a.metrics().equals(b.metrics())
        && a.epochs().equals(b.epochs())
        && Imported.runs(a.environment()).equals(Imported.runs(b.environment()));
  }

  private static ImportException refusal(Imported set, List<RunRecord> there, List<RunRecord> now) {
    return new ImportException(
        "'%s' was imported before, with %d runs from %s, and these %d from %s are others; a set is judged as it came in, so give these another name (block 'arms' of --columns), or import them into another results folder"
            .formatted(
                set.name(),
                there.size(),
                there.get(0).environment().getOrDefault(Imported.FILE, "a file"),
                now.size(),
                now.get(0).environment().getOrDefault(Imported.FILE, "a file")));
  }
}
