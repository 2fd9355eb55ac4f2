package org.paperclaims.harness.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.claim.ClaimCase;
import org.paperclaims.harness.claim.Correction;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.SeedRule;
import org.paperclaims.harness.claim.Tier;
import org.paperclaims.harness.claim.TierPlan;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.stats.Spending;
import org.paperclaims.harness.store.LedgerFile;
import org.paperclaims.harness.suite.CaseResult;
import org.paperclaims.harness.suite.Catalogues;
import org.paperclaims.harness.suite.ClaimSuite;
import org.paperclaims.harness.suite.JudgedBefore;
import org.paperclaims.harness.suite.StoredRuns;
import org.paperclaims.harness.suite.SuiteCase;
import org.paperclaims.harness.suite.SuitePlan;
import org.paperclaims.harness.suite.SuiteSettings;

/**
 * Counts the runs that looks would have saved of a ledger that was judged once: its cases of 8
 * seeds, with looks at 4, 6 and 8. Arguments: the ledger, the catalogue, the tier, and the
 * correction of looks if it is not the record's.
 */
public final class LooksSaved {
  private static final List<Integer> LOOKS = List.of(4, 6, 8);

  private LooksSaved() {}

  /** Print a line for effects and one for orderings, of each way to spend alpha. */
  public static void main(String[] arguments) {
    LedgerFile ledger = LedgerFile.read(Path.of(arguments[0]));
    List<RunRecord> records = ledger.records();
    Map<String, String> properties =
        Map.of("claims.catalogues", arguments[1], "claims.tier", arguments[2]);
    SuiteSettings settings =
        SuiteSettings.from(name -> Optional.ofNullable(properties.get(name)))
            .withEngines(records.stream().map(r -> r.spec().engine()).distinct().sorted().toList());
    List<Claim> claims = Catalogues.all(settings.catalogues());
    for (Class<? extends Criterion> kind :
        List.of(Criterion.Effect.class, Criterion.Ordering.class)) {
      List<Claim> chosen = claims.stream().filter(c -> kind.isInstance(c.criterion())).toList();
      SuitePlan plan = SuitePlan.of(chosen, settings);
      Set<String> published =
          Set.copyOf(new JudgedBefore(ledger.table(), settings.tier()).judged(plan));
      List<CaseResult> once = judged(settings, chosen, records, published);
      for (Spending spending : Spending.values()) {
        SeedRule rule = new SeedRule.Looks(LOOKS, spending);
        List<Claim> looking =
            chosen.stream()
                .map(
                    c ->
                        looking(
                            c,
                            rule,
                            arguments.length > 3
                                ? Correction.valueOf(arguments[3].toUpperCase(Locale.ROOT))
                                : c.correction()))
                .toList();
        print(
            kind.getSimpleName() + ", " + spending.id(),
            once,
            judged(settings, looking, records, published));
      }
    }
  }

  private static List<CaseResult> judged(
      SuiteSettings settings, List<Claim> claims, List<RunRecord> records, Set<String> published) {
    SuitePlan plan = SuitePlan.of(claims, settings);
    ClaimSuite suite = new ClaimSuite(settings, plan, new StoredRuns(records));
    List<CaseResult> results = new ArrayList<>();
    for (SuiteCase c : plan.cases()) {
      if (c.claimCase().seeds().size() == LOOKS.get(LOOKS.size() - 1)
          && published.contains(c.displayName())) {
        results.add(suite.run(c));
      }
    }
    return results;
  }

  private static void print(String name, List<CaseResult> once, List<CaseResult> looking) {
    int all = once.stream().mapToInt(LooksSaved::runs).sum();
    int used = looking.stream().mapToInt(LooksSaved::runs).sum();
    Set<String> others = new LinkedHashSet<>();
    for (int i = 0; i < once.size(); i++) {
      CaseResult before = once.get(i);
      CaseResult after = looking.get(i);
      if (before.judgement().verdict() != after.judgement().verdict()) {
        others.add(
            before.suiteCase().displayName()
                + " "
                + before.judgement().verdict()
                + " -> "
                + after.judgement().verdict());
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%s: %d cases, %d of %d runs (%.0f %% saved), %d other verdicts%n",
        name,
        once.size(),
        used,
        all,
        100.0 * (all - used) / Math.max(1, all),
        others.size());
    others.forEach(o -> System.out.println("  " + o));
  }

  private static int runs(CaseResult result) {
    return result.runs().byArm().values().stream().mapToInt(List::size).sum();
  }

  private static Claim looking(Claim claim, SeedRule rule, Correction correction) {
    Map<Tier, TierPlan> tiers = new EnumMap<>(claim.tiers());
    tiers.replaceAll(
        (tier, plan) ->
            plan instanceof TierPlan.Attempted attempted
                ? new TierPlan.Attempted(
                    attempted.cases().stream().map(c -> looking(c, rule)).toList())
                : plan);
    return new Claim(
        claim.id(),
        claim.statement(),
        claim.source(),
        claim.criterion(),
        correction,
        tiers,
        claim.file(),
        claim.line());
  }

  private static ClaimCase looking(ClaimCase c, SeedRule rule) {
    return c.seeds().size() == LOOKS.get(LOOKS.size() - 1)
        ? new ClaimCase(c.name(), c.arms(), c.protocol(), c.seeds(), rule, c.knownDeviation())
        : c;
  }
}
