package org.paperclaims.reports.page;

import java.util.Collection;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * Values over seeds in short.
 *
 * @param n how many
 * @param mean not a number if there are none
 * @param sd sample standard deviation; not a number below two values
 * @param low lower end of Student's t interval of the mean, 95 %; not a number below two values
 * @param high upper end
 */
public record Spread(int n, double mean, double sd, double low, double high) {
  /** Summarise values; those that are not finite are left out. */
  public static Spread of(Collection<Double> values) {
    double[] finite =
        values.stream().mapToDouble(Double::doubleValue).filter(Double::isFinite).toArray();
    int n = finite.length;
    if (n == 0) {
      return new Spread(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
    double sum = 0;
    for (double value : finite) {
      sum += value;
    }
    double mean = sum / n;
    if (n == 1) {
      return new Spread(1, mean, Double.NaN, Double.NaN, Double.NaN);
    }
    double squares = 0;
    for (double value : finite) {
      squares += (value - mean) * (value - mean);
    }
    double sd = Math.sqrt(squares / (n - 1));
    double half = new TDistribution(n - 1).inverseCumulativeProbability(0.975) * sd / Math.sqrt(n);
    return new Spread(n, mean, sd, mean - half, mean + half);
  }

  /** Write mean and standard deviation in a metric's words: {@code 71.08 ± 1.20 %}. */
  public String meanAndSd(WrittenMetric metric) {
    if (n == 0) {
      return "–";
    }
    if (n == 1) {
      return metric.value(mean);
    }
    int decimals = metric.percent() ? 2 : Numbers.decimals(mean);
    return Numbers.fixed(mean, decimals)
        + " ± "
        + Numbers.fixed(sd, decimals)
        + (metric.percent() ? " %" : "");
  }

  /** Write the interval of the mean: {@code 69.6 to 72.6}. */
  public String interval(WrittenMetric metric) {
    if (n < 2) {
      return "–";
    }
    int decimals = metric.percent() ? 2 : Numbers.decimals(mean);
    return Numbers.fixed(low, decimals) + " to " + Numbers.fixed(high, decimals);
  }
}
