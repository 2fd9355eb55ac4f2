package org.paperclaims.harness.stats;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.random.RandomDataGenerator;

/**
 * The answers that the same paired t tests would give in another edition of a claim's cases, with
 * as many new seeds. The gains of one case alone cannot tell: where most true gains are small, what
 * was shown was lucky, and its own mean does not know it. So the true gains are taken for normal
 * around a mean and with a spread that the cases tell together ({@link RandomEffects}), as are the
 * spreads of their pairs ({@link SharedSpread}); editions are drawn from what the gains then say of
 * both. The benchmark {@code EditionCalibration} shows how well that predicts.
 */
public final class AnotherEdition {
  /** Fewer cases hardly tell how much true gains differ. */
  public static final int FEWEST = 5;

  private static final int DRAWS = 2000;

  /** Answers of the tests of all cases, with Holm's correction. */
  public enum Answer {
    ABOVE,
    BELOW,
    NEITHER
  }

  private final List<Sample> cases;
  private final List<Answer> now;
  private final double share;
  private final double alpha;

  /**
   * Take the gains of a claim's cases in one edition.
   *
   * @param cases {@link #FEWEST} or more, each of two or more gains with a spread
   */
  public AnotherEdition(List<Sample> cases, double alpha) {
    this(cases, answers(cases, alpha), 1, alpha);
  }

  private AnotherEdition(List<Sample> cases, List<Answer> now, double share, double alpha) {
    if (cases.size() < FEWEST || !cases.stream().allMatch(Sample::hasSpread)) {
      throw new IllegalArgumentException(
          FEWEST + " cases with a spread are needed, found " + cases);
    }
    this.cases = List.copyOf(cases);
    this.now = now;
    this.share = share;
    this.alpha = alpha;
  }

  /**
   * Take the gains of a claim's cases in several editions with the same seeds, of which the first
   * is the one whose answers are asked about.
   *
   * @param cases for each case and each edition the gains by seed, as {@link SeedShare#of} takes
   *     them
   */
  public static AnotherEdition ofSeveral(List<List<double[]>> cases, double alpha) {
    List<Sample> first = cases.stream().map(editions -> Sample.of(editions.get(0))).toList();
    return new AnotherEdition(
        cases.stream().map(AnotherEdition::joined).toList(),
        answers(first, alpha),
        SeedShare.of(cases).ofMean(),
        alpha);
  }

  /** Give the mean over editions, with the spread that one edition has. */
  private static Sample joined(List<double[]> editions) {
    double mean = 0;
    double variance = 0;
    for (double[] gains : editions) {
      Sample sample = Sample.of(gains);
      mean += sample.mean() / editions.size();
      variance += sample.sd() * sample.sd() / editions.size();
    }
    return new Sample(editions.get(0).length, mean, Math.sqrt(variance));
  }

  /** Give the chance, for each case, that its test would answer as it does now. */
  public List<Double> sameAgain() {
    SharedSpread spread = SharedSpread.of(cases);
    RandomEffects gains =
        RandomEffects.of(
            cases.stream()
                .map(
                    c ->
                        new RandomEffects.Estimate(
                            c.mean(), Math.sqrt(share * spread.moderated(c) / c.n())))
                .toList());
    RandomDataGenerator random = new RandomDataGenerator(cases.size());
    int[] same = new int[cases.size()];
    for (int draw = 0; draw < DRAWS; draw++) {
      double mean = gains.mean() + gains.error() * random.nextGaussian();
      List<Sample> next = new ArrayList<>();
      for (Sample c : cases) {
        next.add(drawn(c, mean, gains.spread(), spread, random));
      }
      List<Answer> then = answers(next, alpha);
      for (int i = 0; i < same.length; i++) {
        same[i] += then.get(i) == now.get(i) ? 1 : 0;
      }
    }
    List<Double> chances = new ArrayList<>();
    for (int count : same) {
      chances.add((double) count / DRAWS);
    }
    return chances;
  }

  private Sample drawn(
      Sample c, double mean, double between, SharedSpread spread, RandomDataGenerator random) {
    double known = c.n() - 1 + spread.degrees();
    double variance = spread.moderated(c) * known / chiSquare(known, random);
    double error = share * variance / c.n();
    double weight = between * between / (between * between + error);
    double gain =
        mean + weight * (c.mean() - mean) + Math.sqrt(weight * error) * random.nextGaussian();
    double nextMean = gain + Math.sqrt(variance / c.n()) * random.nextGaussian();
    double nextVariance = variance * chiSquare(c.n() - 1.0, random) / (c.n() - 1);
    return new Sample(c.n(), nextMean, Math.sqrt(nextVariance));
  }

  private static double chiSquare(double degrees, RandomDataGenerator random) {
    return random.nextGamma(degrees / 2, 2);
  }

  /** Give what the tests of cases say that share alpha. */
  public static List<Answer> answers(List<Sample> cases, double alpha) {
    double[] above = Holm.adjusted(cases.stream().mapToDouble(c -> c.pAbove(0)).toArray());
    double[] below = Holm.adjusted(cases.stream().mapToDouble(c -> c.pBelow(0)).toArray());
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < above.length; i++) {
      answers.add(
          above[i] <= alpha ? Answer.ABOVE : below[i] <= alpha ? Answer.BELOW : Answer.NEITHER);
    }
    return answers;
  }
}
