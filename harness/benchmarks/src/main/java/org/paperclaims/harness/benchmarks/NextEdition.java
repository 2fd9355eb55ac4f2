package org.paperclaims.harness.benchmarks;

import java.util.SplittableRandom;
import org.paperclaims.harness.stats.Sample;
import org.paperclaims.harness.stats.StudentT;

/**
 * The verdicts of another edition with as many new pairs, predicted from the gains of this one: the
 * true mean and spread are drawn from what the gains say of them (the posterior of a normal sample
 * without prior knowledge, under which a new mean in units of the spread is predicted by Student's
 * t), and an edition is drawn from those. {@link EditionCalibration} finds it wanting, so no page
 * shows it.
 *
 * @param reproduced chance of a mean gain shown to be above 0
 * @param refuted chance of a mean gain shown to be below 0
 */
record NextEdition(double reproduced, double refuted) {
  private static final int DRAWS = 2000;

  /**
   * Predict an edition judged by the paired t test.
   *
   * @param gains two or more, with a spread
   */
  static NextEdition of(Sample gains, double alpha) {
    SplittableRandom random = new SplittableRandom(gains.n());
    int degrees = gains.n() - 1;
    double root = Math.sqrt(gains.n());
    double bound = StudentT.critical(alpha, degrees);
    int reproduced = 0;
    int refuted = 0;
    for (int i = 0; i < DRAWS; i++) {
      double sd = gains.sd() * Math.sqrt(degrees / chiSquare(random, degrees));
      double mean = gains.mean() + sd / root * random.nextGaussian();
      double nextMean = mean + sd / root * random.nextGaussian();
      double nextSd = sd * Math.sqrt(chiSquare(random, degrees) / degrees);
      double t = nextMean / nextSd * root;
      reproduced += t >= bound ? 1 : 0;
      refuted += t <= -bound ? 1 : 0;
    }
    return new NextEdition((double) reproduced / DRAWS, (double) refuted / DRAWS);
  }

  private static double chiSquare(SplittableRandom random, int degrees) {
    double sum = 0;
    for (int i = 0; i < degrees; i++) {
      double z = random.nextGaussian();
      sum += z * z;
    }
    return sum;
  }

  /** Give the chance of neither. */
  double open() {
    return 1 - reproduced - refuted;
  }
}
