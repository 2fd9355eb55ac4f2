package org.paperclaims.reports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import org.paperclaims.architectures.Erasure;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.claim.ClaimCase;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.KnownDeviation;
import org.paperclaims.harness.claim.PairedTest;
import org.paperclaims.harness.claim.Paper;
import org.paperclaims.harness.claim.PublishedStatistic;
import org.paperclaims.harness.claim.RunSettings;
import org.paperclaims.harness.claim.Source;
import org.paperclaims.harness.claim.Tier;
import org.paperclaims.harness.claim.TierPlan;
import org.paperclaims.harness.claim.TrendTest;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.engine.Precision;
import org.paperclaims.harness.judge.CaseRuns;
import org.paperclaims.harness.judge.Judgement;
import org.paperclaims.harness.measure.Direction;
import org.paperclaims.harness.run.EpochRow;
import org.paperclaims.harness.run.LearningRate;
import org.paperclaims.harness.run.Protocol;
import org.paperclaims.harness.run.Recipe;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.suite.CaseResult;
import org.paperclaims.harness.suite.SuiteResult;

/** A suite with made-up runs and every kind of verdict; the same at every call. */
final class MadeUpSuite {
  private static final Paper PAPER =
      new Paper(
          "",
          "EraseReLU: A Simple Way to Ease the Training of Deep Convolution Neural Networks",
          List.of("Xuanyi Dong", "Guoliang Kang", "Kun Zhan", "Yi Yang"),
          OptionalInt.of(2017),
          "1709.07634",
          "",
          "");
  private static final DatasetSpec SHAPES = new DatasetSpec("shapes10", 1000, 1000, 8, false);
  private static final DatasetSpec TEACHER = new DatasetSpec("linear-teacher", 2000, 500, 0, false);
  static final Recipe RECIPE =
      new Recipe(
          12,
          32,
          new LearningRate(
              0.03, List.of(new LearningRate.Drop(7, 0.1), new LearningRate.Drop(10, 0.1))),
          0.9,
          true,
          1e-4,
          List.of("pad-crop", "flip"),
          "he-normal",
          Precision.FP32);
  private static final List<Long> SEEDS = List.of(1L, 2L, 3L, 4L, 5L);

  private final List<CaseResult> cases = new ArrayList<>();
  private final Map<Claim, String> notAttempted = new LinkedHashMap<>();
  private int line = 1;

  static SuiteResult small() {
    MadeUpSuite suite = new MadeUpSuite();
    suite.lowersError();
    suite.location();
    suite.proportion();
    suite.deeper();
    suite.level();
    suite.linear();
    suite.script();
    suite.skipped();
    return suite.result();
  }

  /** Give options with a history of the first case. */
  static ReportOptions options() {
    List<History.Judged> judged = new ArrayList<>();
    double[] estimates = {-1.2, 4.8, 7.31};
    for (int i = 0; i < estimates.length; i++) {
      judged.add(
          new History.Judged(
              "2026-0" + (i + 1) + "-15T12:30:00Z",
              List.of("<b>1f0c2aa", "2b9d004", "4b298f7").get(i),
              i == 1,
              i == 0 ? Verdict.INCONCLUSIVE : Verdict.REPRODUCED,
              5,
              OptionalDouble.of(estimates[i]),
              OptionalDouble.of(estimates[i] - 2.5),
              OptionalDouble.of(estimates[i] + 2.5),
              OptionalDouble.of(0.3 - 0.1 * i),
              i + 1));
    }
    History.Verdicts first =
        new History.Verdicts(
            "last-relu-lowers-error",
            "resnet-56-w4, shapes10",
            "smoke",
            "dl4j",
            "test_error",
            judged);
    return new ReportOptions("EraseReLU", "4b298f7", true, "mvn verify -Pclaims")
        .withHistory(
            new History(
                List.of(
                    first,
                    elsewhere("last-relu-lowers-error", "short", Verdict.INCONCLUSIVE),
                    elsewhere("odd-name", "reduced", Verdict.REPRODUCED, "resnet-20, cifar10"),
                    elsewhere("odd-name", "reduced", Verdict.REFUTED, "resnet-56, cifar10"),
                    elsewhere("linear-maps-are-hard", "full", Verdict.INVALID)),
                List.of()))
        // A folder beside may be a copy: its case counts once.
        .withBeside(
            new History(
                List.of(elsewhere("last-relu-lowers-error", "short", Verdict.INCONCLUSIVE)),
                List.of()));
  }

  private static History.Verdicts elsewhere(String claim, String tier, Verdict verdict) {
    return elsewhere(claim, tier, verdict, "resnet-56, cifar10");
  }

  private static History.Verdicts elsewhere(
      String claim, String tier, Verdict verdict, String caseName) {
    History.Judged judged =
        new History.Judged(
            "2026-05-15T12:30:00Z",
            "4b298f7",
            false,
            verdict,
            5,
            OptionalDouble.of(0.1),
            OptionalDouble.of(-0.4),
            OptionalDouble.of(0.6),
            OptionalDouble.of(0.3),
            1);
    return new History.Verdicts(claim, caseName, tier, "torch", "test_error", List.of(judged));
  }

  /** Make a suite that erases in the same half of the modules' number, chosen in three ways. */
  static SuiteResult selections() {
    MadeUpSuite suite = new MadeUpSuite();
    Map<String, Double> means = new TreeMap<>();
    List<Arm> arms = new ArrayList<>();
    for (String erasure : List.of("none", "last@50%", "last@50%:input", "last@50%:output")) {
      arms.add(arm(erasure, Arm.Role.TREATMENT, "resnet-20-w8", erasure, 0));
      means.put(erasure, 20.0 + arms.size());
    }
    suite.add(
        suite.claim(
            "selections",
            "It matters which half.",
            new Source(PAPER, "section 4", "", ""),
            new Criterion.Ordering(
                "test_error", Direction.LOWER, 0.05, "last@50%", PairedTest.PAIRED_T)),
        new ClaimCase("resnet-20-w8, shapes10", arms, Protocol.TRAIN, SEEDS, Optional.empty()),
        judgement(Verdict.INCONCLUSIVE, "Made up.", 5, 0.1, -1, 1, 0.4, 1),
        means,
        0.1);
    return suite.result();
  }

  /** Make a suite of many claims with 25 runs each or so. */
  static SuiteResult large(int claims, int runsEach) {
    MadeUpSuite suite = new MadeUpSuite();
    List<Long> seeds = new ArrayList<>();
    for (long i = 1; i <= runsEach / 2; i++) {
      seeds.add(i);
    }
    for (int i = 0; i < claims; i++) {
      suite.effect(
          "claim-" + i,
          "Statement number " + i + " about networks and their rectifiers.",
          "resnet-" + (6 * i + 8) + "-w4",
          seeds,
          1 + i % 5,
          Verdict.values()[i % 3],
          Optional.empty());
    }
    return suite.result();
  }

  private SuiteResult result() {
    return new SuiteResult(
        Tier.SMOKE,
        cases,
        notAttempted,
        new TreeMap<>(
            Map.of(
                "cpu", "Intel Xeon, 2 cores",
                "gpu", "none",
                "java", "OpenJDK 17.0.15",
                "os", "Linux 6.1",
                "deeplearning4j", "1.0.0-M2.1")));
  }

  private void lowersError() {
    Claim claim =
        claim(
            "last-relu-lowers-error",
            "Erasing the last ReLU of every module lowers the test error.",
            new Source(
                PAPER,
                "abstract",
                "erasing the last ReLU layer of a basic module … can improve the classification"
                    + " performance",
                "The abstract does not name the networks; section 4 does."),
            new Criterion.Effect("test_error", Direction.LOWER, 0.05, 0, PairedTest.PAIRED_T));
    ClaimCase residual = two("resnet-56-w4, shapes10", "resnet-56-w4", Optional.empty(), SEEDS);
    add(
        claim,
        residual,
        judgement(
            Verdict.REPRODUCED,
            "The treatment's test error is lower by 7.31 points (t = 9.60, n = 5).",
            5,
            7.31,
            5.19,
            9.43,
            0.0003,
            2.1),
        Map.of("control", 24.4, "treatment", 17.1),
        1.2);
    ClaimCase plain = two("plain-20-w8, shapes10", "plain-20-w8", Optional.empty(), SEEDS);
    add(
        claim,
        plain,
        new Judgement(
            Verdict.INCONCLUSIVE,
            "The interval holds zero: 5 pairs cannot tell.",
            5,
            OptionalDouble.of(0.92),
            OptionalDouble.of(-1.1),
            OptionalDouble.of(2.94),
            0.95,
            OptionalDouble.of(0.14),
            OptionalDouble.of(2.2),
            OptionalInt.of(9),
            List.of(
                new Judgement.Test("paired t", "t(4) = 1.26", 0.14),
                new Judgement.Test("exact sign-flip", "mean = 0.92", 0.156))),
        Map.of("control", 19.4, "treatment", 18.5),
        1.4);
  }

  private void location() {
    Claim claim =
        claim(
            "location-matters",
            "Erasing the last ReLU of a module beats erasing the first.",
            new Source(PAPER, "section 4.2, table 3", "", ""),
            new Criterion.Ordering(
                "train_loss_auc", Direction.LOWER, 0.05, "last", PairedTest.PAIRED_T));
    List<Arm> arms =
        List.of(
            arm("none", Arm.Role.CONTROL, "resnet-56-w4", "none", 0),
            arm("first", Arm.Role.TREATMENT, "resnet-56-w4", "first@100%", 0),
            arm("last", Arm.Role.TREATMENT, "resnet-56-w4", "last@100%", 0),
            arm("all", Arm.Role.TREATMENT, "resnet-56-w4", "all@100%", 0));
    add(
        claim,
        new ClaimCase("resnet-56-w4, shapes10", arms, Protocol.TRAIN, SEEDS, Optional.empty()),
        judgement(
            Verdict.REPRODUCED,
            "“last” is better than each of the 3 others (largest corrected p 0.004).",
            5,
            0.236,
            0.161,
            0.311,
            0.004,
            0.08),
        Map.of("none", 1.72, "first", 1.70, "last", 1.47, "all", 1.95),
        0.05);
    add(
        claim,
        new ClaimCase(
            "plain-20-w8, shapes10",
            arms.stream()
                .map(a -> arm(a.name(), a.role(), "plain-20-w8", a.erasure().toString(), 0))
                .toList(),
            Protocol.TRAIN,
            SEEDS,
            Optional.of(
                new KnownDeviation(
                    Verdict.INCONCLUSIVE,
                    "In a chain of two ReLUs a module, erasing first or last is the same"
                        + " alternation shifted by one layer."))),
        judgement(
            Verdict.INCONCLUSIVE,
            "“last” and “first” cannot be told apart.",
            5,
            0.004,
            -0.03,
            0.038,
            0.41,
            0.04),
        Map.of("none", 1.5, "first", 1.31, "last", 1.306, "all", 1.9),
        0.04);
  }

  private void proportion() {
    Claim claim =
        claim(
            "proportion-trend",
            "The more modules lose their last ReLU, the lower the training loss.",
            new Source(PAPER, "section 4.3, figure 5", "", ""),
            new Criterion.Trend("train_loss_auc", Direction.LOWER, 0.05, TrendTest.values()[0]));
    List<Arm> arms = new ArrayList<>();
    Map<String, Double> means = new TreeMap<>();
    for (int percent : new int[] {0, 25, 50, 75, 100}) {
      String name = percent + "%";
      arms.add(
          arm(
              name,
              percent == 0 ? Arm.Role.CONTROL : Arm.Role.TREATMENT,
              "resnet-56-w4",
              percent == 0 ? "none" : "last@" + percent + "%",
              percent));
      means.put(name, 1.7 - (percent == 100 ? 0.23 : percent == 75 ? 0.08 : -0.01));
    }
    add(
        claim,
        new ClaimCase("resnet-56-w4, shapes10", arms, Protocol.TRAIN, SEEDS, Optional.empty()),
        judgement(
            Verdict.REPRODUCED,
            "The training loss falls by 0.0021 for every percent of modules.",
            5,
            0.0021,
            0.0013,
            0.0029,
            0.0009,
            0.0008),
        means,
        0.05);
  }

  private void deeper() {
    Claim claim =
        claim(
            "deeper-gains-more",
            "The deeper the network, the more it gains.",
            new Source(PAPER, "section 4.1", "", ""),
            new Criterion.Trend("train_loss_auc", Direction.LOWER, 0.05, TrendTest.values()[0]));
    List<Arm> arms = new ArrayList<>();
    Map<String, Double> means = new TreeMap<>();
    for (int depth : new int[] {8, 20, 32, 56}) {
      String architecture = "plain-" + depth + "-w8";
      arms.add(arm(depth + " control", Arm.Role.CONTROL, architecture, "none", depth));
      arms.add(arm(depth + " treatment", Arm.Role.TREATMENT, architecture, "last@100%", depth));
      means.put(depth + " control", 1.2 + depth * 0.012);
      means.put(depth + " treatment", 1.2 + depth * 0.006);
    }
    add(
        claim,
        new ClaimCase("plain, shapes10", arms, Protocol.TRAIN, SEEDS, Optional.empty()),
        judgement(
            Verdict.REFUTED,
            "The gain falls with the depth (slope −0.006, t = −4.1).",
            5,
            -0.006,
            -0.01,
            -0.002,
            0.99,
            0.003),
        means,
        0.04);
  }

  private void level() {
    Claim claim =
        claim(
            "cifar-100-level",
            "EraseReLU reaches 16.53 % test error on CIFAR-100.",
            new Source(
                PAPER,
                "abstract",
                "we achieve 16.53% error rate on CIFAR-100",
                "The abstract names no network."),
            new Criterion.Level(
                "test_error",
                Direction.LOWER,
                0.05,
                16.53,
                0.5,
                PublishedStatistic.SINGLE_RUN,
                OptionalInt.empty(),
                OptionalDouble.empty()));
    add(
        claim,
        new ClaimCase(
            "wrn-28-10, cifar100",
            List.of(
                arm(
                    "treatment",
                    Arm.Role.TREATMENT,
                    "wrn-28-10",
                    "last@100%",
                    0,
                    DatasetSpec.whole("cifar100"))),
            Protocol.TRAIN,
            SEEDS,
            Optional.empty()),
        judgement(
            Verdict.INCONCLUSIVE,
            "The mean lies 0.31 points above the published number.",
            5,
            0.31,
            -0.2,
            0.82,
            0.19,
            0.5),
        Map.of("treatment", 16.84),
        0.3);
  }

  private void linear() {
    Claim claim =
        claim(
            "linear-maps-are-hard",
            "Stacks of nonlinear layers struggle to fit a linear map.",
            new Source(PAPER, "section 1", "", ""),
            new Criterion.Effect("test_error", Direction.LOWER, 0.05, 0, PairedTest.BOTH));
    ClaimCase linear =
        new ClaimCase(
            "mlp-4, linear-teacher",
            two("", "mlp-4", Optional.empty(), SEEDS).arms().stream()
                .map(
                    a ->
                        arm(
                            a.name(),
                            a.role(),
                            a.architecture(),
                            a.erasure().toString(),
                            0,
                            TEACHER))
                .toList(),
            Protocol.TRAIN,
            SEEDS,
            Optional.empty());
    add(
        claim,
        linear,
        Judgement.without(Verdict.INVALID, "One run failed: the engine ran out of memory."),
        Map.of("control", 0.21, "treatment", 0.097),
        0.02);
  }

  private void script() {
    effect(
        "odd-name",
        "<script>alert('claim')</script> & \"quotes\" | pipes",
        "resnet-20-w8",
        SEEDS,
        2,
        Verdict.REPRODUCED,
        Optional.of(new KnownDeviation(Verdict.REFUTED, "Expected <b>otherwise</b>.")));
  }

  private void skipped() {
    notAttempted.put(
        claim(
            "svhn-level",
            "EraseReLU reaches 1.54 % test error on SVHN.",
            new Source(PAPER, "leaderboard", "", "From a third-party leaderboard."),
            new Criterion.Level(
                "test_error",
                Direction.LOWER,
                0.05,
                1.54,
                0.1,
                PublishedStatistic.SINGLE_RUN,
                OptionalInt.empty(),
                OptionalDouble.empty())),
        "A level can only be reached with the paper's schedule: tier full.");
  }

  private void effect(
      String id,
      String statement,
      String architecture,
      List<Long> seeds,
      double gain,
      Verdict verdict,
      Optional<KnownDeviation> deviation) {
    Claim claim =
        claim(
            id,
            statement,
            new Source("a paper", "section 1", "", ""),
            new Criterion.Effect("test_error", Direction.LOWER, 0.05, 0, PairedTest.PAIRED_T));
    add(
        claim,
        two(architecture + ", shapes10", architecture, deviation, seeds),
        judgement(verdict, "Made up.", seeds.size(), gain, gain - 1, gain + 1, 0.01, 1.1),
        Map.of("control", 30.0, "treatment", 30 - gain),
        1);
  }

  private Claim claim(String id, String statement, Source source, Criterion criterion) {
    Map<Tier, TierPlan> tiers = new TreeMap<>();
    for (Tier tier : Tier.values()) {
      tiers.put(tier, new TierPlan.NotAttempted("made up"));
    }
    line += 12;
    return new Claim(id, statement, source, criterion, tiers, "eraserelu.yaml", line);
  }

  private static Arm arm(
      String name, Arm.Role role, String architecture, String erasure, double level) {
    return arm(name, role, architecture, erasure, level, SHAPES);
  }

  private static Arm arm(
      String name,
      Arm.Role role,
      String architecture,
      String erasure,
      double level,
      DatasetSpec dataset) {
    return new Arm(
        name,
        role,
        level,
        "test_error",
        new RunSettings(architecture, Erasure.parse(erasure), dataset, RECIPE));
  }

  private static ClaimCase two(
      String name, String architecture, Optional<KnownDeviation> deviation, List<Long> seeds) {
    return new ClaimCase(
        name,
        List.of(
            arm("control", Arm.Role.CONTROL, architecture, "none", 0),
            arm("treatment", Arm.Role.TREATMENT, architecture, "last@100%", 0)),
        Protocol.TRAIN,
        seeds,
        deviation);
  }

  private static Judgement judgement(
      Verdict verdict,
      String reason,
      int n,
      double estimate,
      double low,
      double high,
      double p,
      double detectable) {
    return new Judgement(
        verdict,
        reason,
        n,
        OptionalDouble.of(estimate),
        OptionalDouble.of(low),
        OptionalDouble.of(high),
        0.95,
        OptionalDouble.of(p),
        OptionalDouble.of(detectable),
        OptionalInt.empty(),
        List.of(new Judgement.Test("paired t", "t(" + (n - 1) + ") = 4.20", p)));
  }

  private void add(
      Claim claim, ClaimCase made, Judgement judgement, Map<String, Double> means, double sd) {
    ClaimCase claimCase = measuring(made, claim.criterion().metric());
    Map<String, List<RunRecord>> byArm = new TreeMap<>();
    for (Arm arm : claimCase.arms()) {
      List<RunRecord> records = new ArrayList<>();
      for (long seed : claimCase.seeds()) {
        boolean failed =
            judgement.verdict() == Verdict.INVALID && seed == 3 && arm.role() == Arm.Role.TREATMENT;
        records.add(
            record(
                claim.criterion().metric(),
                arm,
                claimCase,
                seed,
                means.getOrDefault(arm.name(), 1.0),
                sd,
                failed));
      }
      byArm.put(arm.name(), records);
    }
    cases.add(new CaseResult(claim, Tier.SMOKE, claimCase, "dl4j", new CaseRuns(byArm), judgement));
  }

  private static ClaimCase measuring(ClaimCase made, String metric) {
    List<Arm> arms =
        made.arms().stream()
            .map(a -> new Arm(a.name(), a.role(), a.level(), metric, a.settings()))
            .toList();
    return new ClaimCase(
        made.name(), arms, made.protocol(), made.seeds(), made.seedRule(), made.knownDeviation());
  }

  private static RunRecord record(
      String metric,
      Arm arm,
      ClaimCase claimCase,
      long seed,
      double mean,
      double sd,
      boolean failed) {
    RunSpec spec =
        new RunSpec(
            claimCase.protocol(),
            arm.architecture(),
            arm.erasure().toString(),
            arm.dataset(),
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            arm.recipe(),
            seed,
            "dl4j");
    Random shared = new Random(seed * 31 + claimCase.name().hashCode());
    Random own = new Random(spec.toString().hashCode());
    double value = mean + sd * (0.8 * shared.nextGaussian() + 0.6 * own.nextGaussian());
    boolean error = metric.equals("test_error");
    double lastError = error ? value : 12 + 8 * value;
    double lastLoss = error ? (value < 1 ? value : 0.6 + value / 40) : value * 0.7;
    int epochs = failed ? 4 : arm.recipe().epochs();
    List<EpochRow> rows = new ArrayList<>();
    for (int e = 1; e <= epochs; e++) {
      double left = Math.exp(-3.2 * (e - 1) / Math.max(1, arm.recipe().epochs() - 1)) - 0.04;
      double noise = e == arm.recipe().epochs() ? 0 : 0.03 * own.nextGaussian();
      rows.add(
          new EpochRow(
              e,
              arm.recipe().learningRate().at(e - 1),
              lastLoss * (1 + 1.3 * left + 0.4 * noise),
              Double.NaN,
              lastLoss * (1.1 + 1.2 * left + noise),
              lastError * (1 + 1.8 * left + noise),
              180 + 20 * own.nextDouble()));
    }
    Map<String, Double> metrics = new TreeMap<>();
    if (!failed) {
      metrics.put(
          "best_test_error",
          rows.stream().mapToDouble(EpochRow::testError).min().orElse(Double.NaN));
      metrics.put("test_error", rows.get(rows.size() - 1).testError());
      metrics.put("test_loss", rows.get(rows.size() - 1).testLoss());
      metrics.put("train_loss", rows.get(rows.size() - 1).trainLoss());
      metrics.put("train_loss_auc", lastLoss * 1.4);
      metrics.put(metric, value);
    }
    return new RunRecord(
        fingerprint(spec),
        spec,
        failed ? RunRecord.Outcome.FAILED : RunRecord.Outcome.COMPLETED,
        failed ? "out of memory" : "",
        rows,
        metrics,
        Map.of("commit", "4b298f7", "cpu", "Intel Xeon", "threads", "1", "engine", "dl4j M2.1"),
        3.4 + own.nextDouble());
  }

  private static String fingerprint(RunSpec spec) {
    try {
      byte[] hash =
          java.security.MessageDigest.getInstance("SHA-256")
              .digest(spec.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
      return java.util.HexFormat.of().formatHex(hash);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
