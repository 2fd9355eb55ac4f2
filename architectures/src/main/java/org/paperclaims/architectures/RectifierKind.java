package org.paperclaims.architectures;

/**
 * What a rectifier does to a number {@code x}. Erasing a rectifier makes it do what {@link
 * Identity} does.
 */
public sealed interface RectifierKind {
  /** {@code max(0, x)}. */
  record Relu() implements RectifierKind {}

  /** {@code x} if positive, else {@code slope * x} (Maas et al. 2013). */
  record LeakyRelu(double slope) implements RectifierKind {}

  /**
   * {@code x} if positive, else a learned slope times {@code x}, one slope a channel (He et al.
   * 2015, arXiv 1502.01852).
   */
  record PRelu(double initialSlope) implements RectifierKind {}

  /**
   * {@code x} if positive, else {@code slope * x} with the slope drawn uniformly from {@code
   * [lower, upper]} for every number in training, and their mean in inference (Xu et al. 2015,
   * arXiv 1505.00853).
   */
  record RRelu(double lower, double upper) implements RectifierKind {}

  /** {@code x}: nothing. */
  record Identity() implements RectifierKind {}
}
