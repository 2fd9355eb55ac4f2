package org.paperclaims.harness.stats;

import java.util.List;

/**
 * The mean of an effect that differs from case to case, of estimates that are known with different
 * errors: random effects with the moment estimate of the spread between cases (DerSimonian and
 * Laird 1986) and the t interval of Hartung and Knapp (2001) and Sidik and Jonkman (2002), whose
 * factor is not let below 1 (Knapp and Hartung 2003), so that cases which happen to agree do not
 * make it narrow.
 *
 * <p>Assumes cases that are a sample of those that the mean is about, and independent. With fewer
 * than five, the spread between them is hardly known and the interval is wide; that is no fault of
 * it.
 *
 * @param cases how many
 * @param mean of the effect over such cases
 * @param error standard error of the mean
 * @param spread standard deviation of the effect between cases
 */
public record RandomEffects(int cases, double mean, double error, double spread) {
  /**
   * One case.
   *
   * @param error standard error of the estimate, above 0
   */
  public record Estimate(double value, double error) {}

  /**
   * Join estimates.
   *
   * @throws IllegalArgumentException if there are fewer than two, or one has no error
   */
  public static RandomEffects of(List<Estimate> estimates) {
    if (estimates.size() < 2 || estimates.stream().anyMatch(e -> !(e.error() > 0))) {
      throw new IllegalArgumentException(
          "two estimates with errors are needed, found " + estimates);
    }
    int degrees = estimates.size() - 1;
    double weights = estimates.stream().mapToDouble(e -> weight(e, 0)).sum();
    double squares =
        estimates.stream().mapToDouble(e -> weight(e, 0) * weight(e, 0)).sum() / weights;
    double between = Math.max(0, (deviance(estimates, 0) - degrees) / (weights - squares));
    double all = estimates.stream().mapToDouble(e -> weight(e, between)).sum();
    double factor = Math.max(1, deviance(estimates, between) / degrees);
    return new RandomEffects(
        estimates.size(), mean(estimates, between), Math.sqrt(factor / all), Math.sqrt(between));
  }

  private static double weight(Estimate e, double between) {
    return 1 / (e.error() * e.error() + between);
  }

  private static double mean(List<Estimate> estimates, double between) {
    double sum = 0;
    double weights = 0;
    for (Estimate e : estimates) {
      sum += weight(e, between) * e.value();
      weights += weight(e, between);
    }
    return sum / weights;
  }

  /** Give the weighted sum of squares around the weighted mean. */
  private static double deviance(List<Estimate> estimates, double between) {
    double mean = mean(estimates, between);
    return estimates.stream()
        .mapToDouble(e -> weight(e, between) * (e.value() - mean) * (e.value() - mean))
        .sum();
  }

  /** Give the two-sided confidence interval of the mean. */
  public Interval interval(double confidence) {
    double half = StudentT.critical((1 - confidence) / 2, cases - 1.0) * error;
    return new Interval(mean - half, mean + half);
  }
}
