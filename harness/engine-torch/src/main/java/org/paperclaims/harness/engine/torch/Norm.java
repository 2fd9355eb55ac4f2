package org.paperclaims.harness.engine.torch;

import org.paperclaims.harness.engine.plan.NormPlace;

/**
 * A batch normalisation of the whole batch, of which every slice normalises its part: where the
 * slices tell one another their sums.
 *
 * @param place which normalisation
 * @param rows by slice, how many numbers a channel has
 * @param means by slice and channel
 * @param squares by slice and channel, the sum of squared differences from the slice's mean
 * @param sums by slice and channel, of the gradient
 * @param products by slice and channel, of the gradient with the difference from the batch's mean
 */
record Norm(
    NormPlace place,
    long[] rows,
    double[][] means,
    double[][] squares,
    double[][] sums,
    double[][] products) {
  /** Make room for that many slices. */
  Norm(NormPlace place, int slices) {
    this(
        place,
        new long[slices],
        new double[slices][place.node().channels()],
        new double[slices][place.node().channels()],
        new double[slices][place.node().channels()],
        new double[slices][place.node().channels()]);
  }

  /** Count the numbers that a channel has in the first so many slices. */
  long rows(int active) {
    long all = 0;
    for (int slice = 0; slice < active; slice++) {
      all += rows[slice];
    }
    return all;
  }

  /** Give a channel's mean over the first so many slices. */
  double mean(int channel, int active) {
    double sum = 0;
    for (int slice = 0; slice < active; slice++) {
      sum += means[slice][channel] * rows[slice];
    }
    return sum / rows(active);
  }

  /** Give a channel's sum of squared differences from that mean (Chan et al. 1979). */
  double squares(int channel, int active) {
    double mean = mean(channel, active);
    double sum = 0;
    for (int slice = 0; slice < active; slice++) {
      double off = means[slice][channel] - mean;
      sum += squares[slice][channel] + off * off * rows[slice];
    }
    return sum;
  }

  /** Add up one of the sums of a channel over the first so many slices. */
  static double total(double[][] ofSlices, int channel, int active) {
    double sum = 0;
    for (int slice = 0; slice < active; slice++) {
      sum += ofSlices[slice][channel];
    }
    return sum;
  }
}
