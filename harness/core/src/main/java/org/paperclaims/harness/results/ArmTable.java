package org.paperclaims.harness.results;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.claim.ClaimCase;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.Tier;
import org.paperclaims.harness.measure.Metrics;
import org.paperclaims.harness.run.GivenModel;
import org.paperclaims.harness.run.Imported;
import org.paperclaims.harness.run.Protocol;
import org.paperclaims.harness.run.Recipe;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import tech.tablesaw.api.Table;

/** The table of the runs that claims ask for; {@link Results#arms} says what its columns hold. */
final class ArmTable {
  private ArmTable() {}

  /** Everything that fixes a run but its seed, its engine and the checksum of its data. */
  private record Kind(
      Protocol protocol,
      String architecture,
      String erasure,
      DatasetSpec dataset,
      Recipe recipe,
      GivenModel given,
      Imported imported) {
    static Kind of(RunSpec spec) {
      return new Kind(
          spec.protocol(),
          spec.architecture(),
          spec.erasure(),
          spec.dataset(),
          spec.recipe(),
          spec.given(),
          spec.imported());
    }
  }

  /** A run as an arm has it. */
  private record ArmRun(Claim claim, ClaimCase of, Tier tier, Arm arm, RunRecord run) {}

  static Table of(List<Claim> claims, List<RunRecord> records) {
    return new TableMaker<ArmRun>()
        .text("claim", r -> r.claim.id())
        .text("case", r -> r.of.name())
        .text("tier", r -> r.tier.id())
        .text("arm", r -> r.arm.name())
        .text("role", r -> r.arm.role().name().toLowerCase(Locale.ROOT))
        .number("level", ArmTable::level)
        .text("metric", r -> r.arm.metric())
        .number("value", r -> Metrics.value(r.arm.metric(), r.run))
        .text("engine", r -> r.run.spec().engine())
        .large("seed", r -> r.run.spec().seed())
        .text("outcome", r -> r.run.outcome().name())
        .text("fingerprint", r -> r.run.fingerprint())
        .of("arms", runs(claims, records));
  }

  private static double level(ArmRun run) {
    return run.claim.criterion() instanceof Criterion.Trend ? run.arm.level() : Double.NaN;
  }

  private static List<ArmRun> runs(List<Claim> claims, List<RunRecord> records) {
    Map<Kind, List<RunRecord>> byKind = new LinkedHashMap<>();
    for (RunRecord record : records) {
      byKind.computeIfAbsent(Kind.of(record.spec()), k -> new ArrayList<>()).add(record);
    }
    List<ArmRun> runs = new ArrayList<>();
    for (Claim claim : claims) {
      for (Tier tier : Tier.values()) {
        for (ClaimCase c : claim.cases(tier)) {
          for (Arm arm : c.arms()) {
            byKind
                .getOrDefault(kind(c, arm), List.of())
                .forEach(run -> runs.add(new ArmRun(claim, c, tier, arm, run)));
          }
        }
      }
    }
    return runs;
  }

  private static Kind kind(ClaimCase c, Arm arm) {
    return Kind.of(
        arm.isImported()
            ? RunSpec.elsewhere(arm.imported(), 0)
            : arm.spec(c.protocol(), "", 0, ""));
  }
}
