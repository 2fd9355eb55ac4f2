package org.paperclaims.harness.judge;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apiguardian.api.API;
import org.paperclaims.harness.claim.Verdict;

/**
 * A verdict with its reasons.
 *
 * @param verdict what the runs say
 * @param reason one sentence in plain words, with the numbers that decided
 * @param n pairs, or runs, that the statistics rest on
 * @param estimate of the effect, in the metric's unit; positive when the treatment is better
 * @param low lower end of the confidence interval of the estimate
 * @param high upper end
 * @param confidence of the interval, such as 0.95
 * @param p of the test that decided, after any correction
 * @param minimumDetectableEffect at this n, alpha and observed spread, with power 80 %
 * @param furtherSeeds how many more pairs would decide it at the estimate seen, if it is undecided
 * @param tests every test that was made, in order
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record Judgement(
    Verdict verdict,
    String reason,
    int n,
    OptionalDouble estimate,
    OptionalDouble low,
    OptionalDouble high,
    double confidence,
    OptionalDouble p,
    OptionalDouble minimumDetectableEffect,
    OptionalInt furtherSeeds,
    List<Test> tests) {
  public Judgement {
    tests = List.copyOf(tests);
  }

  /**
   * One statistical test.
   *
   * @param name such as {@code paired t}, {@code exact sign-flip}
   * @param statistic such as {@code t = 4.2}
   * @param p its p value
   */
  public record Test(String name, String statistic, double p) {}

  /** Make a judgement without numbers. */
  public static Judgement without(Verdict verdict, String reason) {
    return new Judgement(
        verdict,
        reason,
        0,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        0.95,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalInt.empty(),
        List.of());
  }
}
