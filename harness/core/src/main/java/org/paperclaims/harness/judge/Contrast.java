package org.paperclaims.harness.judge;

import java.util.Optional;
import java.util.stream.IntStream;
import org.hipparchus.distribution.discrete.HypergeometricDistribution;
import org.paperclaims.harness.stats.Differences;

/**
 * The runs of one arm set against those of another, in pairs by seed.
 *
 * @param of values turned so that higher is better
 * @param over values of the arm that it is compared with
 * @param ofLost which runs of the first ended at chance level
 * @param overLost which of the other
 * @param images the gain image by image, where the verdict is to be about any images
 */
record Contrast(
    double[] of, double[] over, boolean[] ofLost, boolean[] overLost, Optional<ImageGains> images) {
  Differences gains() {
    return Differences.of(of, over);
  }

  /** Tell whether any run ended at chance level, so that those are judged apart. */
  boolean isSplit() {
    return lost(ofLost) + lost(overLost) > 0;
  }

  /** Keep the pairs of which both runs trained. */
  Contrast whole() {
    int[] kept = IntStream.range(0, of.length).filter(i -> !ofLost[i] && !overLost[i]).toArray();
    return new Contrast(
        IntStream.of(kept).mapToDouble(i -> of[i]).toArray(),
        IntStream.of(kept).mapToDouble(i -> over[i]).toArray(),
        new boolean[kept.length],
        new boolean[kept.length],
        Optional.empty());
  }

  int lostOf() {
    return lost(ofLost);
  }

  int lostOver() {
    return lost(overLost);
  }

  private static int lost(boolean[] lost) {
    return (int) IntStream.range(0, lost.length).filter(i -> lost[i]).count();
  }

  /**
   * Give Fisher's exact p of the other arm's runs ending at chance level more often (Fisher 1935):
   * so many or more of its runs among all that did.
   */
  double pOverLosesMore() {
    return fisher(lostOver(), lostOf());
  }

  /** Give Fisher's exact p of this arm's runs ending at chance level more often. */
  double pOfLosesMore() {
    return fisher(lostOf(), lostOver());
  }

  private double fisher(int more, int less) {
    return new HypergeometricDistribution(2 * of.length, more + less, of.length)
        .upperCumulativeProbability(more);
  }
}
