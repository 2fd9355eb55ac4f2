package org.paperclaims.harness.measure;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;

/** Measures of how much a set of feature vectors, one a row, tell apart. */
final class Features {
  private Features() {}

  /**
   * Compute the mean cosine between different rows. A row of zeros has the cosine 1 with another
   * such row, for the two cannot be told apart, and 0 with any other row.
   */
  static double meanCosine(double[][] rows) {
    double[] norms = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      norms[i] = Math.sqrt(dot(rows[i], rows[i]));
    }
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < i; j++) {
        double norm = norms[i] * norms[j];
        if (norm > 0) {
          sum += dot(rows[i], rows[j]) / norm;
        } else if (norms[i] == norms[j]) {
          sum += 1;
        }
      }
    }
    return sum / (rows.length * (rows.length - 1) / 2.0);
  }

  /**
   * Compute the effective rank (Roy and Vetterli 2007): the exponential of the entropy of the
   * singular values, divided by their sum, of the rows less their mean. Lies between 1 and the
   * rank; 1 when all rows are equal.
   */
  static double effectiveRank(double[][] rows) {
    int n = rows.length;
    int d = rows[0].length;
    double[][] centred = new double[n][d];
    for (int j = 0; j < d; j++) {
      double mean = 0;
      for (double[] row : rows) {
        mean += row[j] / n;
      }
      for (int i = 0; i < n; i++) {
        centred[i][j] = rows[i][j] - mean;
      }
    }
    RealMatrix matrix = new Array2DRowRealMatrix(centred, false);
    // The singular values are the roots of the eigenvalues of the smaller of the two products.
    RealMatrix product =
        n < d ? matrix.multiplyTransposed(matrix) : matrix.transposeMultiply(matrix);
    double[] values = new EigenDecompositionSymmetric(product).getEigenvalues();
    double total = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.sqrt(Math.max(0, values[i]));
      total += values[i];
    }
    double entropy = 0;
    for (double value : values) {
      double share = value / total;
      entropy -= share > 0 ? share * Math.log(share) : 0;
    }
    return Math.exp(entropy);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
