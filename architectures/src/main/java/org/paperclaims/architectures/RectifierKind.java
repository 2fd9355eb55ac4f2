package org.paperclaims.architectures;

/**
 * The function of a rectifier on a number {@code x}. Erasing a rectifier makes it do what {@link
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

  /** A rectifier whose slope depends on a number that training draws for every number. */
  sealed interface Drawn extends RectifierKind {
    /** Give the least number that is drawn. */
    double lower();

    /** Give the bound of what is drawn. */
    double upper();

    /** Give the slope that a drawn number makes. */
    double slope(double drawn);

    /** Give the slope in inference: that of the mean of what is drawn. */
    default double inferenceSlope() {
      return slope((lower() + upper()) / 2);
    }
  }

  /**
   * {@code x} if positive, else {@code slope * x} with the slope drawn uniformly from {@code
   * [lower, upper]} for every number in training, and their mean in inference (Xu et al. 2015,
   * arXiv 1505.00853).
   */
  record RRelu(double lower, double upper) implements Drawn {
    @Override
    public double slope(double drawn) {
      return drawn;
    }
  }

  /**
   * {@code x} if positive, else {@code x} divided by a number drawn uniformly from {@code [lower,
   * upper]} for every number in training, and by their mean in inference: the law in the text of Xu
   * et al. 2015 (arXiv 1505.00853, equations 4 and 5), whose released code draws the slope.
   */
  record DividingRRelu(double lower, double upper) implements Drawn {
    public DividingRRelu {
      if (!(lower >= 1 && lower <= upper)) {
        throw new IllegalArgumentException(
            "divisors lie between two numbers from 1 on, found " + lower + " and " + upper);
      }
    }

    @Override
    public double slope(double drawn) {
      return 1 / drawn;
    }
  }

  /** {@code x}: nothing. */
  record Identity() implements RectifierKind {}
}
