package org.paperclaims.harness.stats;

/**
 * The mean of a table whose rows and columns are both samples: seeds and test images. A number of
 * the table is a mean, plus an effect of its row, plus one of its column, plus the rest, all
 * independent; the mean then varies as a row's effects, a column's effects and the rest make it
 * vary together.
 *
 * <p>The variance is estimated as Dorfman, Berbaum and Metz (1992) do for readers and images of one
 * test: (MSR + max(MSC - MSE, 0)) / (rows * columns), from the mean squares of rows, of columns and
 * of the rest. The degrees of freedom are those of Hillis (2007, Statistics in Medicine 26), the
 * square of that numerator over MSR^2 / (rows - 1); here no more than columns - 1, because a
 * variance over columns is not known better than they tell.
 *
 * @param error standard error of the mean as an estimate over all rows and columns; 0 if the table
 *     does not vary so
 * @param degrees of freedom of Student's t
 */
public record CrossedMean(int rows, int columns, double mean, double error, double degrees) {
  /**
   * Take the moments of a table.
   *
   * @param table finite numbers, row by row; at least two rows and two columns
   */
  public static CrossedMean of(double[][] table) {
    int rows = table.length;
    int columns = rows == 0 ? 0 : table[0].length;
    if (rows < 2 || columns < 2) {
      throw new IllegalArgumentException(
          "a mean over rows and columns needs two of each, found %d and %d"
              .formatted(rows, columns));
    }
    double[] ofRow = new double[rows];
    double[] ofColumn = new double[columns];
    double mean = 0;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        ofRow[i] += table[i][j] / columns;
        ofColumn[j] += table[i][j] / rows;
      }
      mean += ofRow[i] / rows;
    }
    double squaresOfRows = 0;
    double squaresOfColumns = 0;
    double squaresOfRest = 0;
    for (int i = 0; i < rows; i++) {
      squaresOfRows += columns * square(ofRow[i] - mean);
      for (int j = 0; j < columns; j++) {
        squaresOfRest += square(table[i][j] - ofRow[i] - ofColumn[j] + mean);
      }
    }
    for (double column : ofColumn) {
      squaresOfColumns += rows * square(column - mean);
    }
    double perRow = squaresOfRows / (rows - 1);
    double perColumn = squaresOfColumns / (columns - 1);
    double rest = squaresOfRest / (rows - 1) / (columns - 1);
    double both = perRow + Math.max(perColumn - rest, 0);
    double most = columns - 1.0;
    double degrees = perRow == 0 ? most : Math.min(most, square(both / perRow) * (rows - 1));
    // Rounding leaves a little of a table that does not vary.
    boolean varies = both > 1e-20 * (mean * mean + 1);
    return new CrossedMean(
        rows, columns, mean, varies ? Math.sqrt(both / rows / columns) : 0, degrees);
  }

  private static double square(double value) {
    return value * value;
  }

  /** Tell whether there is a spread, without which t says nothing. */
  public boolean hasSpread() {
    return error > 0;
  }

  /** Give the one-sided p of the mean being above a value; 1 without a spread. */
  public double pAbove(double value) {
    return hasSpread() ? StudentT.survival((mean - value) / error, degrees) : 1;
  }

  /** Give the one-sided p of the mean being below a value; 1 without a spread. */
  public double pBelow(double value) {
    return hasSpread() ? StudentT.survival((value - mean) / error, degrees) : 1;
  }

  /** Give the p of the mean lying outside of a margin, on either side, by both tails. */
  public double pOutside(double margin) {
    double p = mean < 0 ? pBelow(-margin) + pBelow(margin) : pAbove(margin) + pAbove(-margin);
    return Math.min(1, p);
  }

  /** Give the two-sided confidence interval of the mean; only with a spread. */
  public Interval interval(double confidence) {
    if (!hasSpread()) {
      throw new IllegalStateException("an interval needs a spread");
    }
    double half = StudentT.critical((1 - confidence) / 2, degrees) * error;
    return new Interval(mean - half, mean + half);
  }
}
