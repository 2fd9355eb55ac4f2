package org.paperclaims.harness.engine.dl4j;

/** Loops over small arrays, in forms that the just-in-time compiler turns into vector code. */
final class Loops {
  private Loops() {}

  static void add(float[] to, float[] from, int n) {
    for (int j = 0; j < n; j++) {
      to[j] += from[j];
    }
  }

  static void addScaled(float[] to, float[] from, float scale, int n) {
    for (int j = 0; j < n; j++) {
      to[j] += scale * from[j];
    }
  }

  static void scale(float[] x, float scale, int n) {
    if (scale != 1) {
      for (int j = 0; j < n; j++) {
        x[j] *= scale;
      }
    }
  }

  /** Add numbers up in four sums; it is no number if one of them is none. */
  static float sum(float[] x, int n) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int j = 0;
    for (; j + 3 < n; j += 4) {
      a += x[j];
      b += x[j + 1];
      c += x[j + 2];
      d += x[j + 3];
    }
    for (; j < n; j++) {
      a += x[j];
    }
    return a + b + (c + d);
  }

  static void relu(float[] x, int n) {
    for (int j = 0; j < n; j++) {
      x[j] = Math.max(x[j], 0f);
    }
  }

  /**
   * Zero the gradient where the rectifier's output is zero. The factor is 1 for every normal
   * positive output, without a branch, which would keep the loop from being vectorised.
   */
  static void reluGradient(float[] gradient, float[] output, int n) {
    for (int j = 0; j < n; j++) {
      gradient[j] *= Math.min(output[j] * Float.MAX_VALUE, 1f);
    }
  }
}
