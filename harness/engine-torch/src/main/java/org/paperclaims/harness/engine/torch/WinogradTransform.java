package org.paperclaims.harness.engine.torch;

/**
 * The linear maps of Winograd's F(4x4, 3x3), with the matrices of Lavin and Gray 2016 (arXiv
 * 1509.09308, section 4.3): an output is {@code A' [(G g G') . (B' d B)] A}. They work in place on
 * six arrays, one for each column of a tile, of six rows each, of the same number in many tiles and
 * channels. Each loop is small enough for the compiler to make vector instructions of it: with all
 * six results in one loop it made none.
 */
final class WinogradTransform {
  /** Room of a row in a column's array: an odd number of cache lines. */
  static final int ROOM = 144;

  private static final int R1 = ROOM;
  private static final int R2 = 2 * ROOM;
  private static final int R3 = 3 * ROOM;
  private static final int R4 = 4 * ROOM;
  private static final int R5 = 5 * ROOM;

  private static final int[] PLACES = {0, 1, 3, 5};

  private WinogradTransform() {}

  /** Give the row and column where {@link #output} leaves one of four results. */
  static int place(int result) {
    return PLACES[result];
  }

  /**
   * Make {@code B' d B} of d.
   *
   * @param n how many numbers each row has
   */
  static void input(float[][] columns, int n) {
    inputOuter(columns[0], columns[2], columns[4]);
    inputLast(columns[1], columns[3], columns[5]);
    inputInner(columns[1], columns[2], columns[3], columns[4]);
    for (float[] rows : columns) {
      inputOuter(rows, n);
      inputInner(rows, n);
    }
  }

  private static void inputOuter(float[] d0, float[] d2, float[] d4) {
    for (int i = 0; i < d0.length; i++) {
      d0[i] = 4 * d0[i] - 5 * d2[i] + d4[i];
    }
  }

  private static void inputLast(float[] d1, float[] d3, float[] d5) {
    for (int i = 0; i < d1.length; i++) {
      d5[i] = 4 * d1[i] - 5 * d3[i] + d5[i];
    }
  }

  private static void inputInner(float[] d1, float[] d2, float[] d3, float[] d4) {
    for (int i = 0; i < d1.length; i++) {
      float even = d4[i] - 4 * d2[i];
      float odd = d3[i] - 4 * d1[i];
      float evens = d4[i] - d2[i];
      float odds = 2 * (d3[i] - d1[i]);
      d1[i] = even + odd;
      d2[i] = even - odd;
      d3[i] = evens + odds;
      d4[i] = evens - odds;
    }
  }

  private static void inputOuter(float[] d, int n) {
    for (int i = 0; i < n; i++) {
      d[i] = 4 * d[i] - 5 * d[i + R2] + d[i + R4];
    }
    for (int i = 0; i < n; i++) {
      d[i + R5] = 4 * d[i + R1] - 5 * d[i + R3] + d[i + R5];
    }
  }

  private static void inputInner(float[] d, int n) {
    for (int i = 0; i < n; i++) {
      float even = d[i + R4] - 4 * d[i + R2];
      float odd = d[i + R3] - 4 * d[i + R1];
      float evens = d[i + R4] - d[i + R2];
      float odds = 2 * (d[i + R3] - d[i + R1]);
      d[i + R1] = even + odd;
      d[i + R2] = even - odd;
      d[i + R3] = evens + odds;
      d[i + R4] = evens - odds;
    }
  }

  /**
   * Make {@code A d A'} of the first four rows and columns.
   *
   * @param n how many numbers each row has
   */
  static void gradient(float[][] columns, int n) {
    for (int column = 0; column < 4; column++) {
      float[] rows = columns[column];
      System.arraycopy(rows, R3, rows, R5, n);
      gradient(rows, n);
    }
    System.arraycopy(columns[3], 0, columns[5], 0, columns[5].length);
    gradient(columns[0], columns[1], columns[2], columns[3], columns[4]);
  }

  private static void gradient(float[] d, int n) {
    for (int i = 0; i < n; i++) {
      float even = d[i] + d[i + R2];
      float odd = d[i + R1] + d[i + R3];
      float evens = d[i] + 4 * d[i + R2];
      float odds = 2 * d[i + R1] + 8 * d[i + R3];
      d[i + R1] = even + odd;
      d[i + R2] = even - odd;
      d[i + R3] = evens + odds;
      d[i + R4] = evens - odds;
    }
  }

  private static void gradient(float[] d0, float[] d1, float[] d2, float[] d3, float[] d4) {
    for (int i = 0; i < d0.length; i++) {
      float even = d0[i] + d2[i];
      float odd = d1[i] + d3[i];
      float evens = d0[i] + 4 * d2[i];
      float odds = 2 * d1[i] + 8 * d3[i];
      d1[i] = even + odd;
      d2[i] = even - odd;
      d3[i] = evens + odds;
      d4[i] = evens - odds;
    }
  }

  /**
   * Make {@code A' m A} of m, in the rows and columns of {@link #place}.
   *
   * @param n how many numbers each row has
   */
  static void output(float[][] columns, int n) {
    for (float[] rows : columns) {
      sumAndDifference(rows, n);
      outputFirst(rows, n);
      outputLast(rows, n);
    }
    sumAndDifference(columns[1], columns[2]);
    sumAndDifference(columns[3], columns[4]);
    add(columns[0], columns[1], columns[3]);
    addScaled(columns[2], 8, columns[4], columns[5]);
    scaled(columns[1], 4, columns[3], columns[3]);
    scaled(columns[2], 2, columns[4], columns[1]);
  }

  private static void sumAndDifference(float[] m, int n) {
    for (int i = 0; i < n; i++) {
      float sum = m[i + R1] + m[i + R2];
      float difference = m[i + R1] - m[i + R2];
      m[i + R1] = sum;
      m[i + R2] = difference;
    }
    for (int i = 0; i < n; i++) {
      float sum = m[i + R3] + m[i + R4];
      float difference = m[i + R3] - m[i + R4];
      m[i + R3] = sum;
      m[i + R4] = difference;
    }
  }

  private static void outputFirst(float[] m, int n) {
    for (int i = 0; i < n; i++) {
      m[i] = m[i] + m[i + R1] + m[i + R3];
    }
    for (int i = 0; i < n; i++) {
      m[i + R3] = m[i + R1] + 4 * m[i + R3];
    }
  }

  private static void outputLast(float[] m, int n) {
    for (int i = 0; i < n; i++) {
      m[i + R1] = m[i + R2] + 2 * m[i + R4];
    }
    for (int i = 0; i < n; i++) {
      m[i + R5] = m[i + R2] + 8 * m[i + R4] + m[i + R5];
    }
  }

  private static void sumAndDifference(float[] a, float[] b) {
    for (int i = 0; i < a.length; i++) {
      float sum = a[i] + b[i];
      float difference = a[i] - b[i];
      a[i] = sum;
      b[i] = difference;
    }
  }

  private static void add(float[] to, float[] a, float[] b) {
    for (int i = 0; i < to.length; i++) {
      to[i] = to[i] + a[i] + b[i];
    }
  }

  private static void addScaled(float[] a, float scale, float[] b, float[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] = a[i] + scale * b[i] + to[i];
    }
  }

  private static void scaled(float[] a, float scale, float[] b, float[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] = a[i] + scale * b[i];
    }
  }
}
