package org.paperclaims.harness.judge;

import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.paperclaims.harness.stats.Differences;
import org.paperclaims.harness.stats.Shares;

/**
 * The runs of one arm set against those of another, in pairs by seed.
 *
 * @param of values turned so that higher speaks for a gain
 * @param over values of the arm that it is compared with
 * @param ofLost which runs of the first ended at chance level
 * @param overLost which of the other
 * @param lostIsWorse whether to end there speaks against a gain; not where an error is to grow
 * @param images the gain image by image, where the verdict is to be about any images
 */
record Contrast(
    double[] of,
    double[] over,
    boolean[] ofLost,
    boolean[] overLost,
    boolean lostIsWorse,
    Optional<ImageGains> images) {
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
        lostIsWorse,
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

  /** Count the runs at chance level that speak for a gain. */
  private int forGain() {
    return lostIsWorse ? lostOver() : lostOf();
  }

  /** Count the runs at chance level that speak against one. */
  private int againstGain() {
    return lostIsWorse ? lostOf() : lostOver();
  }

  /** Tell whether more of these runs speak for a gain than against one. */
  boolean leansToGain() {
    return forGain() > againstGain();
  }

  /** Tell whether more of these runs speak against a gain. */
  boolean leansToLoss() {
    return againstGain() > forGain();
  }

  /**
   * Give the exact p of one arm's runs ending at chance level more often, as a gain would have it,
   * by so much that it alone makes a mean gain of {@code least}.
   *
   * @param least at least 0, in the unit of the values
   */
  double pGain(double least) {
    return more(forGain(), againstGain(), least);
  }

  /** Give the exact p of the same in the other direction. */
  double pLoss(double least) {
    return more(againstGain(), forGain(), least);
  }

  private double more(int more, int less, double least) {
    double share = least == 0 ? 0 : least / distance();
    // Without a distance that is known, nothing is known to be large enough.
    return share < 1 ? new Shares(of.length).pMore(more, less, share) : 1;
  }

  /** Give how far runs at chance level are from those that trained, over both arms. */
  private double distance() {
    double[] all = DoubleStream.concat(DoubleStream.of(of), DoubleStream.of(over)).toArray();
    double trained = 0;
    double guessed = 0;
    int guesses = lostOf() + lostOver();
    for (int i = 0; i < all.length; i++) {
      boolean isGuess = i < of.length ? ofLost[i] : overLost[i - of.length];
      guessed += isGuess ? all[i] / guesses : 0;
      trained += isGuess ? 0 : all[i] / (all.length - guesses);
    }
    return guesses == 0 || guesses == all.length ? 0 : Math.abs(trained - guessed);
  }
}
