package org.paperclaims.harness.measure;

import java.util.BitSet;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.paperclaims.harness.run.Correctness;

/**
 * The answers of a network to the examples of a split, in the split's order.
 *
 * @param labels the class of each example
 * @param ranks for each example how many classes the network found likelier than its own; 0 if it
 *     was right, and the number of classes where it answered with no numbers
 */
public record Answers(int[] labels, int[] ranks) {
  public Answers {
    if (labels.length != ranks.length) {
      throw new IllegalArgumentException(labels.length + " labels and " + ranks.length + " ranks");
    }
  }

  /** Count the examples. */
  public int size() {
    return labels.length;
  }

  /** Give the percent of examples whose class is not among the k likeliest. */
  public double errorBeyond(int k) {
    int wrong = 0;
    for (int rank : ranks) {
      wrong += rank >= k ? 1 : 0;
    }
    return 100.0 * wrong / ranks.length;
  }

  /** Give which examples were answered rightly; nothing if there are more than can be recorded. */
  public Optional<Correctness> correct() {
    if (ranks.length == 0 || ranks.length > Correctness.MOST) {
      return Optional.empty();
    }
    BitSet right = new BitSet(ranks.length);
    for (int i = 0; i < ranks.length; i++) {
      right.set(i, ranks[i] == 0);
    }
    return Optional.of(new Correctness(ranks.length, right));
  }

  /**
   * Give the percent of the examples of some classes that were answered wrongly.
   *
   * @return not a number if there is no such example
   */
  public double errorOf(BitSet classes) {
    int wrong = 0;
    int all = 0;
    for (int i = 0; i < labels.length; i++) {
      if (classes.get(labels[i])) {
        all++;
        wrong += ranks[i] == 0 ? 0 : 1;
      }
    }
    return all == 0 ? Double.NaN : 100.0 * wrong / all;
  }

  /**
   * Count the classes that are likelier than an example's own; of equals the first is taken.
   *
   * @param outputs gives how likely a class is
   * @return the number of classes if one of them is not a number
   */
  static int rank(IntToDoubleFunction outputs, int classes, int label) {
    double own = outputs.applyAsDouble(label);
    int likelier = 0;
    for (int j = 0; j < classes; j++) {
      double other = outputs.applyAsDouble(j);
      if (Double.isNaN(other)) {
        return classes;
      }
      likelier += other > own || (other == own && j < label) ? 1 : 0;
    }
    return likelier;
  }

  /** Collects answers, example by example. */
  static final class Builder {
    private final IntStream.Builder labels = IntStream.builder();
    private final IntStream.Builder ranks = IntStream.builder();

    void add(int label, int rank) {
      labels.add(label);
      ranks.add(rank);
    }

    Answers build() {
      return new Answers(labels.build().toArray(), ranks.build().toArray());
    }
  }
}
