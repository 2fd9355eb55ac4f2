package org.paperclaims.harness.engine.torch;

/**
 * A batch normalisation of the whole batch, of which every shard normalises its part: where the
 * shards tell one another their sums.
 *
 * @param place which normalisation
 * @param rows by shard, how many numbers a channel has
 * @param means by shard and channel
 * @param squares by shard and channel, the sum of squared differences from the shard's mean
 * @param sums by shard and channel, of the gradient
 * @param products by shard and channel, of the gradient with the difference from the batch's mean
 */
record Norm(
    NormPlace place,
    long[] rows,
    double[][] means,
    double[][] squares,
    double[][] sums,
    double[][] products) {
  /** Make room for that many shards. */
  Norm(NormPlace place, int shards) {
    this(
        place,
        new long[shards],
        new double[shards][place.node().channels()],
        new double[shards][place.node().channels()],
        new double[shards][place.node().channels()],
        new double[shards][place.node().channels()]);
  }

  /** Count the numbers that a channel has in the first so many shards. */
  long rows(int active) {
    long all = 0;
    for (int shard = 0; shard < active; shard++) {
      all += rows[shard];
    }
    return all;
  }

  /** Give a channel's mean over the first so many shards. */
  double mean(int channel, int active) {
    double sum = 0;
    for (int shard = 0; shard < active; shard++) {
      sum += means[shard][channel] * rows[shard];
    }
    return sum / rows(active);
  }

  /** Give a channel's sum of squared differences from that mean (Chan et al. 1979). */
  double squares(int channel, int active) {
    double mean = mean(channel, active);
    double sum = 0;
    for (int shard = 0; shard < active; shard++) {
      double off = means[shard][channel] - mean;
      sum += squares[shard][channel] + off * off * rows[shard];
    }
    return sum;
  }

  /** Add up one of the sums of a channel over the first so many shards. */
  static double total(double[][] ofShards, int channel, int active) {
    double sum = 0;
    for (int shard = 0; shard < active; shard++) {
      sum += ofShards[shard][channel];
    }
    return sum;
  }
}
