package org.paperclaims.harness.stats;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleUnaryOperator;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * Moments of what papers pick out of n runs with standard normal noise, by integration: the best
 * and the median of n draws. Tells how far a "best of 5" lies from a mean, and how much it varies.
 *
 * @param mean of the picked number, in standard deviations from the mean
 * @param variance of the picked number, in units of one run's variance
 */
public record NormalExtremes(double mean, double variance) {
  private static final int STEPS = 4000;
  private static final double FAR = 10;
  private static final int POINTS = 96;
  private static final GaussIntegratorFactory NODES = new GaussIntegratorFactory();

  /** Moments that were integrated before: they depend on two whole numbers alone. */
  private static final Map<List<Integer>, NormalExtremes> KNOWN = new ConcurrentHashMap<>();

  /** Give the moments of the largest of n; the smallest has the mean's opposite. */
  public static NormalExtremes largest(int n) {
    return KNOWN.computeIfAbsent(List.of(n, n), key -> order(n, n));
  }

  /** Give the moments of the median of n, the mean of the middle two for an even n. */
  public static NormalExtremes median(int n) {
    return KNOWN.computeIfAbsent(List.of(n, n / 2), key -> middle(n));
  }

  private static NormalExtremes middle(int n) {
    if (n % 2 == 1) {
      return order(n, n / 2 + 1);
    }
    // The two in the middle lie within ten standard deviations of a median of n draws.
    double far = 10 * Math.sqrt(Math.PI / 2 / n);
    GaussIntegrator outer = NODES.legendre(POINTS, -far, far);
    double total = outer.integrate(x -> above(x, far, n, y -> 1));
    double second = outer.integrate(x -> above(x, far, n, y -> (x + y) * (x + y) / 4));
    return new NormalExtremes(0, second / total);
  }

  /** Integrate over the upper of the two in the middle, given the lower. */
  private static double above(double x, double far, int n, DoubleUnaryOperator value) {
    NormalDistribution normal = new NormalDistribution();
    double others = n / 2.0 - 1;
    return NODES
        .legendre(POINTS, x, far)
        .integrate(
            y ->
                value.applyAsDouble(y)
                    * normal.density(x)
                    * normal.density(y)
                    * Math.pow(
                        4 * normal.cumulativeProbability(x) * normal.cumulativeProbability(-y),
                        others));
  }

  private static NormalExtremes order(int n, int rank) {
    NormalDistribution normal = new NormalDistribution();
    double total = 0;
    double first = 0;
    double second = 0;
    for (int i = 0; i <= STEPS; i++) {
      double z = -FAR + 2 * FAR * i / STEPS;
      double weight =
          normal.density(z)
              * Math.pow(normal.cumulativeProbability(z), rank - 1)
              * Math.pow(normal.cumulativeProbability(-z), n - rank);
      total += weight;
      first += weight * z;
      second += weight * z * z;
    }
    double mean = first / total;
    return new NormalExtremes(Math.abs(mean) < 1e-9 ? 0 : mean, second / total - mean * mean);
  }
}
