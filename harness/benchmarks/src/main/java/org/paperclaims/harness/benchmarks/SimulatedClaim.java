package org.paperclaims.harness.benchmarks;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.paperclaims.architectures.Erasure;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.claim.ClaimCase;
import org.paperclaims.harness.claim.Correction;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.RunSettings;
import org.paperclaims.harness.claim.SeedRule;
import org.paperclaims.harness.claim.Source;
import org.paperclaims.harness.claim.Tier;
import org.paperclaims.harness.claim.TierPlan;
import org.paperclaims.harness.engine.Precision;
import org.paperclaims.harness.judge.CaseRuns;
import org.paperclaims.harness.judge.Judge;
import org.paperclaims.harness.judge.Standing;
import org.paperclaims.harness.run.LearningRate;
import org.paperclaims.harness.run.Protocol;
import org.paperclaims.harness.run.Recipe;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;

/** A claim whose runs are made up, judged as recorded runs are. */
final class SimulatedClaim {
  private static final DatasetSpec DATA = DatasetSpec.whole("shapes10");
  private static final Recipe RECIPE =
      new Recipe(
          4,
          32,
          new LearningRate(0.03, List.of()),
          0.9,
          false,
          1e-4,
          List.of(),
          "he-normal",
          Precision.FP32);

  private final Claim claim;
  private final List<Arm> arms;

  /**
   * Make a claim.
   *
   * @param arms as made by {@link #arm}, the same in each case
   * @param seeds that are declared
   * @param rule when it looks at them
   */
  SimulatedClaim(
      Criterion criterion,
      List<Arm> arms,
      int cases,
      Correction correction,
      int seeds,
      SeedRule rule) {
    this.arms = arms;
    List<ClaimCase> all = new ArrayList<>();
    for (int i = 0; i < cases; i++) {
      all.add(
          new ClaimCase(
              "case " + i,
              arms,
              Protocol.TRAIN,
              LongStream.rangeClosed(1, seeds).boxed().toList(),
              rule,
              Optional.empty()));
    }
    Map<Tier, TierPlan> tiers = new EnumMap<>(Tier.class);
    for (Tier tier : Tier.values()) {
      tiers.put(tier, new TierPlan.NotAttempted("made up"));
    }
    tiers.put(Tier.SMOKE, new TierPlan.Attempted(all));
    this.claim =
        new Claim(
            "made-up",
            "Made up.",
            new Source("", "", "", ""),
            criterion,
            correction,
            tiers,
            "made-up.yaml",
            1);
  }

  static Arm arm(String name, Arm.Role role, double level) {
    Erasure erasure = role == Arm.Role.CONTROL ? Erasure.none() : Erasure.last();
    return new Arm(
        name, role, level, "test_error", new RunSettings("resnet-8", erasure, DATA, RECIPE));
  }

  /**
   * Judge made-up errors.
   *
   * @param errors of each case, arm and seed
   * @param seeds how many of them each case's arm has run
   * @return how each case stands
   */
  List<Standing> standings(double[][][] errors, int[][] seeds) {
    Map<ClaimCase, CaseRuns> runs = new LinkedHashMap<>();
    List<ClaimCase> cases = claim.cases(Tier.SMOKE);
    for (int c = 0; c < errors.length; c++) {
      Map<String, List<RunRecord>> byArm = new LinkedHashMap<>();
      for (int a = 0; a < arms.size(); a++) {
        List<RunRecord> records = new ArrayList<>();
        for (int i = 0; i < seeds[c][a]; i++) {
          records.add(record(arms.get(a), i + 1, errors[c][a][i]));
        }
        byArm.put(arms.get(a).name(), records);
      }
      runs.put(cases.get(c), new CaseRuns(byArm));
    }
    Map<ClaimCase, Standing> standings = Judge.standings(claim, runs);
    return cases.stream().flatMap(c -> Stream.ofNullable(standings.get(c))).toList();
  }

  private static RunRecord record(Arm arm, long seed, double error) {
    return new RunRecord(
        "",
        new RunSpec(Protocol.TRAIN, arm.architecture(), "", DATA, "", RECIPE, seed, "made up"),
        RunRecord.Outcome.COMPLETED,
        "",
        List.of(),
        Map.of("test_error", error),
        Map.of(),
        0);
  }
}
