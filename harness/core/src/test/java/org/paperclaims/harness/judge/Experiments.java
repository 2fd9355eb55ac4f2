package org.paperclaims.harness.judge;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.paperclaims.architectures.Erasure;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.claim.ClaimCase;
import org.paperclaims.harness.claim.Correction;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.PublishedStatistic;
import org.paperclaims.harness.claim.RunSettings;
import org.paperclaims.harness.claim.SeedRule;
import org.paperclaims.harness.claim.Source;
import org.paperclaims.harness.claim.Tier;
import org.paperclaims.harness.claim.TierPlan;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.engine.Precision;
import org.paperclaims.harness.measure.Direction;
import org.paperclaims.harness.run.Correctness;
import org.paperclaims.harness.run.LearningRate;
import org.paperclaims.harness.run.Protocol;
import org.paperclaims.harness.run.Recipe;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.stats.Spending;

/** An experiment with made-up results, to be judged. */
public final class Experiments {
  /** Stands for a run that diverged. */
  public static final double DIVERGED = Double.NEGATIVE_INFINITY;

  /** Stands for a run that failed. */
  public static final double FAILED = Double.NaN;

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

  private final Criterion criterion;
  private final List<Arm> arms = new ArrayList<>();
  private final Map<String, List<RunRecord>> runs = new LinkedHashMap<>();
  private SeedRule rule = new SeedRule.Fixed();
  private int declared;
  private Correction correction = Correction.NONE;
  private int cases = 1;

  private Experiments(Criterion criterion) {
    this.criterion = criterion;
  }

  public static Experiments of(Criterion criterion) {
    return new Experiments(criterion);
  }

  /** A number that a paper states; 0 runs, or a spread of 0, where it states none. */
  public static Criterion.Level published(
      double number, double margin, PublishedStatistic statistic, int runs, double sd) {
    return new Criterion.Level(
        "test_error",
        Direction.LOWER,
        0.05,
        number,
        margin,
        statistic,
        runs == 0 ? OptionalInt.empty() : OptionalInt.of(runs),
        sd == 0 ? OptionalDouble.empty() : OptionalDouble.of(sd));
  }

  public Experiments arm(String name, Arm.Role role, double level, double... results) {
    Arm arm =
        new Arm(
            name,
            role,
            level,
            criterion.metric(),
            new RunSettings(
                "resnet-8",
                role == Arm.Role.CONTROL ? Erasure.none() : Erasure.last(),
                DatasetSpec.whole("shapes10"),
                RECIPE));
    arms.add(arm);
    List<RunRecord> records = new ArrayList<>();
    for (int i = 0; i < results.length; i++) {
      records.add(record(arm, i + 1, results[i]));
    }
    runs.put(name, records);
    declared = Math.max(declared, results.length);
    return this;
  }

  /** Add an arm whose runs tell which test images they are right about. */
  public Experiments answering(String name, Arm.Role role, List<Correctness> answers) {
    arm(name, role, 0, answers.stream().mapToDouble(Correctness::error).toArray());
    List<RunRecord> telling = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      RunRecord run = runs.get(name).get(i);
      telling.add(
          new RunRecord(
              run.fingerprint(),
              run.spec(),
              run.outcome(),
              run.detail(),
              run.epochs(),
              run.metrics(),
              run.environment(),
              run.seconds(),
              Optional.of(answers.get(i))));
    }
    runs.put(name, telling);
    return this;
  }

  public Experiments control(double... results) {
    return arm("control", Arm.Role.CONTROL, 0, results);
  }

  public Experiments treatment(double... results) {
    return arm("treatment", Arm.Role.TREATMENT, 0, results);
  }

  public Experiments declaring(int seeds) {
    declared = seeds;
    return this;
  }

  public Experiments looking(Integer... looks) {
    return looking(new SeedRule.Looks(List.of(looks), Spending.OBRIEN_FLEMING));
  }

  public Experiments looking(SeedRule.Looks looks) {
    rule = looks;
    declared = looks.last();
    return this;
  }

  public Experiments amongCases(int count, Correction how) {
    cases = count;
    correction = how;
    return this;
  }

  public ClaimCase claimCase(String name) {
    List<Long> seeds = java.util.stream.LongStream.rangeClosed(1, declared).boxed().toList();
    return new ClaimCase(name, arms, Protocol.TRAIN, seeds, rule, Optional.empty());
  }

  public CaseRuns runs() {
    return new CaseRuns(runs);
  }

  public Claim claim() {
    List<ClaimCase> all = new ArrayList<>();
    for (int i = 0; i < cases; i++) {
      all.add(claimCase("case " + i));
    }
    Map<Tier, TierPlan> tiers = new EnumMap<>(Tier.class);
    for (Tier tier : Tier.values()) {
      tiers.put(tier, new TierPlan.NotAttempted("not in this test"));
    }
    tiers.put(Tier.SMOKE, new TierPlan.Attempted(all));
    return new Claim(
        "a-claim",
        "A claim.",
        new Source("a paper", "abstract", "", ""),
        criterion,
        correction,
        tiers,
        "test.yaml",
        1);
  }

  public Judgement judged() {
    return Judge.judge(claim(), claimCase("case 0"), runs());
  }

  /** Give the verdict alone, which is quick. */
  public Verdict verdict() {
    ClaimCase one = claimCase("case 0");
    return Judge.verdicts(claim(), Map.of(one, runs())).getOrDefault(one, Verdict.INVALID);
  }

  /** Give how the case stands at a look. */
  public Standing standing() {
    ClaimCase one = claimCase("case 0");
    return java.util.Objects.requireNonNull(Judge.standings(claim(), Map.of(one, runs())).get(one));
  }

  private RunRecord record(Arm arm, long seed, double result) {
    RunRecord.Outcome outcome =
        result == DIVERGED
            ? RunRecord.Outcome.DIVERGED
            : Double.isNaN(result) ? RunRecord.Outcome.FAILED : RunRecord.Outcome.COMPLETED;
    return new RunRecord(
        arm.name() + seed,
        new RunSpec(
            Protocol.TRAIN,
            arm.architecture(),
            arm.erasure().toString(),
            DatasetSpec.whole("shapes10"),
            "checksum",
            RECIPE,
            seed,
            "test"),
        outcome,
        outcome == RunRecord.Outcome.FAILED ? "the disk is full" : "",
        List.of(),
        outcome == RunRecord.Outcome.COMPLETED ? Map.of(criterion.metric(), result) : Map.of(),
        Map.of(),
        1);
  }
}
