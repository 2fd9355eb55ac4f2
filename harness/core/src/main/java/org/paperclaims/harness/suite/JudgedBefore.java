package org.paperclaims.harness.suite;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.paperclaims.harness.claim.SeedRule;
import org.paperclaims.harness.claim.Tier;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.judge.Looks;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** On how many seeds the cases of a tier were judged before, as a ledger has it. */
public final class JudgedBefore {
  private final Map<List<String>, NavigableSet<Integer>> seeds = new LinkedHashMap<>();

  /** Read the verdicts of a ledger that say something of their runs. */
  public JudgedBefore(Table ledger, Tier tier) {
    for (Row row : ledger) {
      if (row.getString("kind").equals("verdict")
          && row.getString("tier").equals(tier.id())
          && !row.getString("outcome").equals(Verdict.INVALID.name())
          && row.getDouble("n") > 0) {
        seeds
            .computeIfAbsent(
                List.of(row.getString("id"), row.getString("case"), row.getString("engine")),
                id -> new TreeSet<>())
            .add((int) row.getDouble("n"));
      }
    }
  }

  private NavigableSet<Integer> of(SuiteCase c) {
    return seeds.getOrDefault(name(c), new TreeSet<>());
  }

  /** Give the cases of a plan that were judged, by the names that people read. */
  public List<String> judged(SuitePlan plan) {
    return plan.cases().stream().filter(c -> !of(c).isEmpty()).map(SuiteCase::displayName).toList();
  }

  /**
   * Refuse a plan of which a case would be judged on a number of seeds that was chosen after
   * looking.
   *
   * @throws SettingsException if it would
   */
  public void refuseOthersThan(SuitePlan plan) {
    for (SuiteCase c : plan.cases()) {
      Looks.refusal(c.claimCase(), of(c))
          .ifPresent(
              why -> {
                throw new SettingsException(c.displayName() + ": " + why);
              });
    }
  }

  /**
   * Refuse a plan whose verdicts are not recorded, if a case would be judged on another number of
   * seeds than its record declares or than it was judged on: whoever looks at several numbers can
   * take the luckiest, and nobody would know.
   *
   * @param own the same plan with the claims' own numbers
   * @throws SettingsException if one would
   */
  public void refuseUnrecordedLook(SuitePlan plan, SuitePlan own) {
    Map<List<String>, Integer> declared = new LinkedHashMap<>();
    own.cases().forEach(c -> declared.put(name(c), c.claimCase().seeds().size()));
    for (SuiteCase c : plan.cases()) {
      int asked = c.claimCase().seeds().size();
      if (asked != declared.getOrDefault(name(c), asked) && !of(c).contains(asked)) {
        throw new SettingsException(
            "%s: its record declares %d seeds, and it was never judged on %d; a verdict on a number of seeds that somebody chose is a look, and goes into the ledger: use claims run, or claims report --record"
                .formatted(c.displayName(), declared.getOrDefault(name(c), asked), asked));
      }
    }
  }

  private static List<String> name(SuiteCase c) {
    return List.of(c.claim().id(), c.claimCase().name(), c.engine());
  }

  /**
   * Give a plan with every case on as many seeds as it was judged on, the most where several suites
   * were joined: nobody chooses.
   */
  public SuitePlan asJudged(SuitePlan plan) {
    return new SuitePlan(plan.cases().stream().map(this::asJudged).toList(), plan.notAttempted());
  }

  private SuiteCase asJudged(SuiteCase c) {
    NavigableSet<Integer> judged = of(c);
    if (judged.isEmpty()
        || (c.claimCase().seedRule() instanceof SeedRule.Looks rule
            && !rule.looks().contains(judged.last()))) {
      return c;
    }
    return new SuiteCase(c.claim(), c.claimCase().withSeeds(judged.last()), c.engine());
  }
}
