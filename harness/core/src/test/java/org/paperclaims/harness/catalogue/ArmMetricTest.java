package org.paperclaims.harness.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.ClaimCase;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.PairedTest;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.judge.CaseRuns;
import org.paperclaims.harness.judge.Experiments;
import org.paperclaims.harness.judge.Judge;
import org.paperclaims.harness.judge.Judgement;
import org.paperclaims.harness.measure.Direction;
import org.paperclaims.harness.run.RunRecord;

/** Arms may measure two numbers of one network. */
class ArmMetricTest {
  private static final Criterion.Effect CRITERION =
      new Criterion.Effect("test_error", Direction.LOWER, 0.05, 0, PairedTest.PAIRED_T);

  /** Judge the training error of runs against the test error of the same runs. */
  private static Judgement judged(Map<String, Double> more) {
    Experiments made = Experiments.of(CRITERION).control(30, 31, 32, 33).treatment(30, 31, 32, 33);
    ClaimCase one = made.claimCase("case 0");
    Arm control = one.arms().get(0);
    Arm treatment = one.arms().get(1);
    ClaimCase two =
        new ClaimCase(
            one.name(),
            List.of(
                control,
                new Arm(treatment.name(), treatment.role(), 0, "train_error", control.settings())),
            one.protocol(),
            one.seeds(),
            one.knownDeviation());
    List<RunRecord> measured = new ArrayList<>();
    for (RunRecord run : made.runs().byArm().get("treatment")) {
      measured.add(
          new RunRecord(
              run.fingerprint(),
              run.spec(),
              run.outcome(),
              run.detail(),
              run.epochs(),
              more.isEmpty()
                  ? run.metrics()
                  : Map.of(
                      "test_error",
                      run.metrics().getOrDefault("test_error", 0.0),
                      "train_error",
                      more.getOrDefault("train_error", 0.0) + 0.1 * run.spec().seed()),
              run.environment(),
              run.seconds()));
    }
    return Judge.judge(
        made.claim(),
        two,
        new CaseRuns(Map.of("control", made.runs().byArm().get("control"), "treatment", measured)));
  }

  @Test
  void each_arm_is_judged_by_its_own_metric() {
    Judgement judgement = judged(Map.of("train_error", 20.0));
    assertThat(judgement.verdict()).isEqualTo(Verdict.REPRODUCED);
    assertThat(judgement.estimate().orElseThrow()).isBetween(11.0, 11.5);
  }

  @Test
  void a_run_without_its_arms_metric_is_invalid() {
    Judgement judgement = judged(Map.of());
    assertThat(judgement.verdict()).isEqualTo(Verdict.INVALID);
    assertThat(judgement.reason()).contains("completed without a train_error");
  }
}
