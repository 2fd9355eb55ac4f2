package org.paperclaims.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.claim.ClaimCase;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.RunSettings;
import org.paperclaims.harness.claim.SeedRule;
import org.paperclaims.harness.claim.Tier;
import org.paperclaims.harness.run.Numbers;
import org.paperclaims.harness.run.Protocol;
import org.paperclaims.harness.suite.SuiteCase;
import org.paperclaims.harness.suite.SuitePlan;

/** A case of a claim as it would be run, whatever the engine. */
record PlannedCase(SuiteCase suiteCase, SuitePlan plan) {
  private static final String ANY_ENGINE = "";

  /** Give the cases of a claim at a tier; none where it is not attempted. */
  static List<PlannedCase> of(Claim claim, Tier tier) {
    List<SuiteCase> cases =
        claim.cases(tier).stream().map(c -> new SuiteCase(claim, c, ANY_ENGINE)).toList();
    SuitePlan plan = new SuitePlan(cases, Map.of());
    return cases.stream().map(c -> new PlannedCase(c, plan)).toList();
  }

  /** Everything that fixes a run but the engine and the checksum of its data. */
  private record Run(Protocol protocol, RunSettings settings, long seed) {}

  /** Count the runs of claims at a tier with one engine, those that claims share once. */
  static int differentRuns(List<Claim> claims, Tier tier) {
    Set<Run> runs = new HashSet<>();
    for (Claim claim : claims) {
      for (ClaimCase c : claim.cases(tier)) {
        for (Arm arm : c.arms()) {
          c.seeds().forEach(seed -> runs.add(new Run(c.protocol(), arm.settings(), seed)));
        }
      }
    }
    return runs.size();
  }

  private ClaimCase claimCase() {
    return suiteCase.claimCase();
  }

  private int runs() {
    return claimCase().arms().size() * claimCase().seeds().size();
  }

  /** Write what is run, and what can be seen. */
  String line() {
    return "%s: %s of %s, %s; %s"
        .formatted(
            claimCase().name(),
            count(runs(), "run"),
            count(claimCase().arms().size(), "arm"),
            count(claimCase().seeds().size(), "seed") + looks(),
            seen());
  }

  private String looks() {
    return claimCase().seedRule() instanceof SeedRule.Looks rule
        ? " at most, with looks at " + rule.looks()
        : "";
  }

  private String seen() {
    Criterion criterion = suiteCase.claim().criterion();
    if (criterion instanceof Criterion.Level) {
      LevelRow row = level().orElseThrow();
      return String.format(
          Locale.ROOT,
          "the published number can be met where runs have a standard deviation of at most %.3f",
          row.reach().now());
    }
    if (criterion instanceof Criterion.Checkpoint) {
      return "one given model, judged by its test images";
    }
    Optional<PowerRow> found = PowerRow.of(suiteCase, plan);
    if (found.isEmpty()) {
      return "shows no effect but that there is none beyond a margin, if gains vary little enough";
    }
    PowerRow row = found.get();
    return row.usual().isEmpty()
        ? "one seed shows no effect, however large"
        : "shows an effect of %s standard deviations with a power of 80 %%, of %s with 50 %% (paired t, alpha %s)"
            .formatted(shown(row.usual()), shown(row.half()), Numbers.setting(row.alpha()));
  }

  private Optional<LevelRow> level() {
    return LevelRow.of(plan).stream().filter(r -> r.suiteCase().equals(suiteCase)).findFirst();
  }

  private static String shown(OptionalDouble effect) {
    return Numbers.fixed(effect.orElseThrow(), 2);
  }

  private static String count(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  /**
   * Put the same for a script; effects have the names that {@code claims plan --json} gives them.
   */
  void putInto(ObjectNode node) {
    node.put("name", claimCase().name());
    node.put("arms", claimCase().arms().size());
    node.put("seeds", claimCase().seeds().size());
    node.put("runs", runs());
    PowerRow.of(suiteCase, plan)
        .ifPresent(
            row -> {
              node.put("alpha", row.alpha());
              Json.put(node, "effect_at_50_percent", row.half());
              Json.put(node, "effect_at_80_percent", row.usual());
            });
    level().ifPresent(row -> node.put("widest_sd", row.reach().now()));
  }
}
