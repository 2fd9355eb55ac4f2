package org.paperclaims.harness.stats;

import java.util.stream.IntStream;
import org.hipparchus.special.Beta;
import org.hipparchus.special.Gamma;

/**
 * The angle to the diagonal, less a right one, of a vector of normal numbers around 0 that has
 * crossed no bound so far: its tangent is t over the root of the degrees of freedom. A density at
 * Chebyshev points between the least angle and the bound, whose weights are those of Clenshaw and
 * Curtis.
 *
 * <p>One step from n to n + m numbers: with psi of density cos(psi)^(n - 1) and B from Beta((n +
 * 1)/2, (m - 1)/2), independent of all before, the next sine is {@code sqrt(B / (n + m)) (sqrt(n)
 * sin(angle) cos(psi) + sqrt(m) sin(psi))}.
 */
final class Angles {
  /** Points of a density. */
  private static final int POINTS = 64;

  /** Points of the integral over a step. */
  private static final int STEPS = 48;

  /** Beyond so many standard deviations no density is left. */
  private static final double FAR = 7.5;

  /** Points of a table of how much B shrinks. */
  private static final int TABLE = 4096;

  private final int n;
  private final int next;
  private final double[] at;
  private final double[] mass;

  /** The chance that the root of B is above the cosine of each of even angles up to a right one. */
  private final double[] shrinks;

  private Angles(int n, int next, double[] at, double[] mass) {
    this.n = n;
    this.next = next;
    this.at = at;
    this.mass = mass;
    this.shrinks = n == 0 || next == n + 1 ? new double[0] : shrinks(n, next - n);
  }

  private static double[] shrinks(int n, int m) {
    return IntStream.rangeClosed(0, TABLE + 1)
        .mapToDouble(
            i -> {
              double sine = Math.sin(Math.PI / 2 * Math.min(1, (double) i / TABLE));
              return Beta.regularizedBeta(sine * sine, (m - 1) / 2.0, (n + 1) / 2.0);
            })
        .toArray();
  }

  /** Begin before a first look, at which nothing is known of what was before. */
  static Angles before(int first) {
    return new Angles(0, first, new double[0], new double[0]);
  }

  /**
   * Keep what stays below a bound at a look.
   *
   * @param look number of runs at which these angles are looked at
   * @param later number of runs at the look after it
   */
  Angles below(int look, double bound, int later) {
    double low = -reach(look);
    double half = (bound - low) / 2;
    double[] points = new double[POINTS + 1];
    double[] values = new double[POINTS + 1];
    for (int i = 0; i <= POINTS; i++) {
      points[i] = low + half * (1 - Math.cos(Math.PI * i / POINTS));
      values[i] = n == 0 ? density(points[i], look) : above(points[i]);
    }
    double[] density = n == 0 ? values : slopes(values, half);
    double[] weights = clenshawCurtis();
    double[] masses = new double[POINTS + 1];
    for (int i = 0; i <= POINTS; i++) {
      masses[i] = Math.max(0, density[i]) * weights[i] * half;
    }
    return new Angles(look, later, points, masses);
  }

  /** Give the chance of an angle above a value at the next look, and no bound crossed before. */
  double above(double angle) {
    double sum = 0;
    for (int i = 0; i < at.length; i++) {
      if (mass[i] > 0) {
        sum += mass[i] * step(Math.sin(at[i]), Math.sin(angle));
      }
    }
    return sum;
  }

  /** Give the chance that a sine goes above another in one step. */
  private double step(double from, double to) {
    return to < 0 ? 1 - rise(-from, -to) : rise(from, to);
  }

  private double rise(double from, double to) {
    int m = next - n;
    double along = Math.sqrt((double) n / next) * from;
    double across = Math.sqrt((double) m / next);
    double size = Math.hypot(along, across);
    if (to >= size) {
      return 0;
    }
    // The sine before B shrinks it is size sin(psi + turn).
    double turn = Math.atan2(along, across);
    double edge = Math.asin(to / size);
    double reach = reach(n);
    double low = Math.max(-reach, edge - turn);
    double high = Math.min(reach, Math.PI - edge - turn);
    if (low >= high) {
      return 0;
    }
    double half = (high - low) / 2;
    double sum = 0;
    // Points that crowd at the ends, where B may leave a root.
    for (int i = 0; i < STEPS; i++) {
      double u = Math.PI * (i + 0.5) / STEPS;
      double psi = low + half * (1 - Math.cos(u));
      double sine = size * Math.sin(psi + turn);
      sum += Math.sin(u) * Math.pow(Math.cos(psi), n - 1.0) * shrunkAbove(to / sine);
    }
    return sum * half * Math.PI / STEPS * scale(n - 1);
  }

  /** Give the chance that the root of B is above a ratio. */
  private double shrunkAbove(double ratio) {
    if (ratio >= 1) {
      return 0;
    }
    if (shrinks.length == 0) {
      return 1;
    }
    double place = Math.acos(ratio) / (Math.PI / 2) * TABLE;
    int before = (int) place;
    return shrinks[before] + (place - before) * (shrinks[before + 1] - shrinks[before]);
  }

  private static double density(double angle, int look) {
    return Math.pow(Math.cos(angle), look - 2.0) * scale(look - 2);
  }

  /** Give what makes a power of the cosine a density between minus and plus a right angle. */
  private static double scale(int power) {
    return Math.exp(Gamma.logGamma(power / 2.0 + 1) - Gamma.logGamma((power + 1) / 2.0))
        / Math.sqrt(Math.PI);
  }

  private static double reach(int look) {
    return Math.min(Math.PI / 2, FAR / Math.sqrt(look));
  }

  /** Give minus the derivative at the Chebyshev points, by that of their polynomial. */
  private static double[] slopes(double[] values, double half) {
    double[] slopes = new double[POINTS + 1];
    for (int i = 0; i <= POINTS; i++) {
      double sum = 0;
      for (int j = 0; j <= POINTS; j++) {
        if (i != j) {
          double sign = (i + j) % 2 == 0 ? 1 : -1;
          sum += edge(i) / edge(j) * sign / (x(i) - x(j)) * (values[j] - values[i]);
        }
      }
      slopes[i] = -sum / half;
    }
    return slopes;
  }

  private static double x(int i) {
    return -Math.cos(Math.PI * i / POINTS);
  }

  private static double edge(int i) {
    return i == 0 || i == POINTS ? 2 : 1;
  }

  private static double[] clenshawCurtis() {
    return IntStream.rangeClosed(0, POINTS)
        .mapToDouble(
            i -> {
              double sum = 1;
              for (int k = 1; k <= POINTS / 2; k++) {
                double factor = k == POINTS / 2 ? 1 : 2;
                sum -= factor / (4.0 * k * k - 1) * Math.cos(2 * Math.PI * k * i / POINTS);
              }
              return (2 / edge(i)) * sum / POINTS;
            })
        .toArray();
  }
}
