package org.paperclaims.harness.suite;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.paperclaims.harness.claim.Declaration;
import org.paperclaims.harness.claim.Tier;
import org.paperclaims.harness.judge.Judgement;
import org.paperclaims.harness.store.StoredVerdict;

/**
 * How the cases of a tier were declared when they were judged before, as a ledger has it. By
 * changing what a verdict is judged by, somebody who has seen it can get another from the same
 * runs, so a change is always said.
 */
public final class DeclaredBefore {
  private final Map<List<String>, List<StoredVerdict>> seen = new LinkedHashMap<>();

  /** Take the verdicts of a ledger, oldest first, that say something of their runs. */
  public DeclaredBefore(List<StoredVerdict> verdicts, Tier tier) {
    for (StoredVerdict v : verdicts) {
      if (v.tier().equals(tier.id()) && v.isLook()) {
        seen.computeIfAbsent(List.of(v.claim(), v.caseName(), v.engine()), id -> new ArrayList<>())
            .add(v);
      }
    }
  }

  /** Know of nothing. */
  public static DeclaredBefore nothing() {
    return new DeclaredBefore(List.of(), Tier.SMOKE);
  }

  private List<StoredVerdict> of(SuiteCase c) {
    return seen.getOrDefault(List.of(c.claim().id(), c.claimCase().name(), c.engine()), List.of());
  }

  /**
   * Give the smallest number of seeds that a case was looked at with; 0 where it never was. A look
   * that was passed over then is not taken now.
   */
  int firstLook(SuiteCase c) {
    return of(c).stream().mapToInt(StoredVerdict::n).min().orElse(0);
  }

  /** Give the declaration of a case at a tier. */
  public static Declaration declaration(SuiteCase c, Tier tier) {
    return Declaration.of(c.claim(), c.claimCase(), Math.max(1, c.claim().cases(tier).size()));
  }

  /**
   * Say what was changed of a case's declaration since a verdict on it was seen.
   *
   * @return empty where nothing was, or nothing is known of what was declared
   */
  public Optional<String> change(SuiteCase c, Tier tier) {
    Declaration now = declaration(c, tier);
    for (StoredVerdict v : of(c)) {
      List<String> changes = v.declaration().map(before -> before.changes(now)).orElse(List.of());
      if (!changes.isEmpty()) {
        return Optional.of(
            "its declaration was changed after a verdict was seen ("
                + v.verdict()
                + ", "
                + v.time()
                + "): "
                + String.join("; ", changes));
      }
    }
    return Optional.empty();
  }

  /**
   * Say that a case is judged otherwise than it last was on as many seeds: its declaration was
   * changed, or its runs or the rules were.
   */
  public Optional<String> otherwise(SuiteCase c, Judgement judgement) {
    List<StoredVerdict> before = of(c).stream().filter(v -> v.n() == judgement.n()).toList();
    if (before.isEmpty()) {
      return Optional.empty();
    }
    StoredVerdict last = before.get(before.size() - 1);
    return last.verdict() == judgement.verdict()
        ? Optional.empty()
        : Optional.of(
            "the verdict on record is "
                + last.verdict()
                + " ("
                + last.time()
                + "), and the same number of seeds now gives "
                + judgement.verdict());
  }

  /** Say everything that a reader of a verdict must know of those before it. */
  List<String> warnings(SuiteCase c, Tier tier, Judgement judgement) {
    List<String> warnings = new ArrayList<>();
    change(c, tier).ifPresent(warnings::add);
    otherwise(c, judgement).ifPresent(warnings::add);
    return warnings;
  }
}
