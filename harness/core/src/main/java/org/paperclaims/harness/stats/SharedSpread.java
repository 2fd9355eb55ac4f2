package org.paperclaims.harness.stats;

import java.util.List;
import org.hipparchus.analysis.solvers.BrentSolver;
import org.hipparchus.special.Gamma;

/**
 * The spreads of several samples taken together: their variances are drawn around a common one, as
 * if that were known from a number of degrees of freedom of its own (Smyth 2004, section 6.2). A
 * few numbers tell their spread badly; what other samples say of theirs makes it better known, by
 * as much as they agree.
 *
 * @param variance the common one
 * @param degrees of freedom that the common variance counts for; {@link #ALIKE} where samples
 *     differ no more than chance lets them
 */
public record SharedSpread(double variance, double degrees) {
  /** The degrees of freedom of a variance that is taken for known. */
  public static final double ALIKE = 1e6;

  private static final double LEAST = 1e-3;
  private static final int STEPS = 200;

  /**
   * Take samples together.
   *
   * @param samples two or more, each with a spread
   */
  public static SharedSpread of(List<Sample> samples) {
    double mean = samples.stream().mapToDouble(SharedSpread::logVariance).average().orElseThrow();
    double squares =
        samples.stream().mapToDouble(s -> Math.pow(logVariance(s) - mean, 2)).sum()
            / (samples.size() - 1);
    double chance =
        samples.stream()
            .mapToDouble(s -> Gamma.trigamma(half(s.n() - 1.0)))
            .average()
            .orElseThrow();
    double beyond = squares - chance;
    if (beyond <= Gamma.trigamma(half(ALIKE))) {
      return new SharedSpread(Math.exp(mean), ALIKE);
    }
    double degrees =
        beyond >= Gamma.trigamma(half(LEAST))
            ? LEAST
            : 2
                * new BrentSolver()
                    .solve(STEPS, x -> Gamma.trigamma(x) - beyond, half(LEAST), half(ALIKE));
    return new SharedSpread(
        Math.exp(mean + Gamma.digamma(half(degrees)) - Math.log(half(degrees))), degrees);
  }

  /** Give the logarithm of a variance, without the bias that few numbers give it. */
  private static double logVariance(Sample sample) {
    double degrees = half(sample.n() - 1.0);
    return 2 * Math.log(sample.sd()) - Gamma.digamma(degrees) + Math.log(degrees);
  }

  /** Give a sample's variance as it and the others tell it. */
  public double moderated(Sample sample) {
    double own = sample.n() - 1.0;
    return (degrees * variance + own * sample.sd() * sample.sd()) / (degrees + own);
  }

  private static double half(double degrees) {
    return degrees / 2;
  }
}
