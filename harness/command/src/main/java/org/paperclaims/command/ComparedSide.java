package org.paperclaims.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.paperclaims.harness.claim.Declaration;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.compare.Comparison;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.store.LedgerFile;
import org.paperclaims.harness.store.ResultsPlace;
import org.paperclaims.harness.store.StoredVerdict;
import org.paperclaims.harness.suite.SettingsException;
import org.paperclaims.harness.suite.StoredRecords;

/**
 * One side of a comparison: a results folder, or the part of one that an engine or a commit made.
 *
 * @param part an engine's id, or the first characters of a commit; empty for the whole folder
 */
record ComparedSide(Path folder, String part) {
  private static final int SHORTEST_COMMIT = 4;
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{4,40}|unknown");

  /**
   * Read {@code DIR}, {@code DIR@ENGINE} or {@code DIR@COMMIT}.
   *
   * @throws SettingsException if nothing stands behind the last {@code @}
   */
  static ComparedSide parse(String text) {
    int at = text.lastIndexOf('@');
    if (at > 0 && at == text.length() - 1 && !Files.exists(Path.of(text))) {
      throw new SettingsException(
          "%s names no part of %s; write an engine or the first characters of a commit behind the @, or leave it out"
              .formatted(text, text.substring(0, at)));
    }
    return at <= 0 || Files.exists(Path.of(text))
        ? new ComparedSide(ResultsPlace.folder(text), "")
        : new ComparedSide(ResultsPlace.folder(text.substring(0, at)), text.substring(at + 1));
  }

  /** Tell whether the part is an engine, whose name is no commit's. */
  private boolean isEngine() {
    return !part.isEmpty() && !COMMIT.matcher(part).matches();
  }

  /** Tell whether it is a whole folder, of which nothing may be missing. */
  boolean isWhole() {
    return part.isEmpty();
  }

  /**
   * Read the records and the last verdicts.
   *
   * @param other what this is compared with: the engine is left out of the names of cases where
   *     both sides are engines, so that their verdicts meet
   * @param report is told of what does not verify
   * @throws SettingsException if the folder has no records, or none of the part
   */
  Comparison.Results read(ComparedSide other, Consumer<String> report) {
    LedgerFile ledger = LedgerFile.of(folder, report);
    List<RunRecord> all = StoredRecords.of(folder, ledger, report);
    List<RunRecord> runs = all.stream().filter(this::made).toList();
    if (runs.isEmpty() && !part.isEmpty()) {
      throw new SettingsException(
          "%s has no run of '%s'; its engines are %s, its commits %s"
              .formatted(
                  folder,
                  part,
                  all.stream().map(r -> r.spec().engine()).distinct().sorted().toList(),
                  all.stream().map(ComparedSide::commit).distinct().sorted().toList()));
    }
    boolean withoutEngine = isEngine() && other.isEngine();
    Map<String, Verdict> verdicts = new TreeMap<>();
    List<StoredVerdict> made =
        ledger.verdicts().stream().filter(v -> made(v.engine(), v.commit())).toList();
    for (LastVerdict v : LastVerdict.of(made)) {
      String name = v.claim() + ", " + v.tier() + ", " + v.caseName();
      verdicts.put(withoutEngine ? name : name + ", " + v.engine(), v.verdict());
    }
    Map<String, List<Declaration>> declarations = new TreeMap<>();
    for (StoredVerdict v : made) {
      if (v.isLook() && v.declaration().isPresent()) {
        String name = v.claim() + ", " + v.tier() + ", " + v.caseName();
        declarations
            .computeIfAbsent(
                withoutEngine ? name : name + ", " + v.engine(), id -> new ArrayList<>())
            .add(v.declaration().get());
      }
    }
    return new Comparison.Results(verdicts, declarations, runs);
  }

  private boolean made(RunRecord run) {
    return made(run.spec().engine(), commit(run));
  }

  private boolean made(String engine, String commit) {
    return part.isEmpty()
        || engine.equals(part)
        || (part.length() >= SHORTEST_COMMIT && commit.startsWith(part));
  }

  private static String commit(RunRecord run) {
    return run.environment().getOrDefault("commit", "unknown");
  }
}
