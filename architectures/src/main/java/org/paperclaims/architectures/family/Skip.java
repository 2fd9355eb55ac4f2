package org.paperclaims.architectures.family;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.paperclaims.architectures.spec.SpecWords;

/**
 * The shortcut of every residual module, and how both branches are scaled or gated (He et al. 2016,
 * arXiv 1603.05027, figure 2 and table 1).
 *
 * @param branchScale what the residual branch is multiplied by before the addition
 * @param scale what the shortcut is multiplied by before the addition
 * @param projected whether every shortcut is a 1x1 convolution (option C of He et al. 2015), and
 *     not only those where the shape changes
 * @param dropout rate of the dropout on the shortcut; 0 for none
 * @param gate how both are gated
 */
record Skip(
    String suffix,
    double branchScale,
    double scale,
    boolean projected,
    double dropout,
    Optional<Gating> gate) {
  /** The identity, as published first. */
  static final Skip IDENTITY = new Skip("", 1, 1, false, 0);

  /** The paper's biases start between 0 and -10. */
  private static final int LOWEST = 10;

  /**
   * A 1x1 convolution of the module's input, through a sigmoid: g. The shortcut is multiplied by 1
   * - g.
   *
   * @param exclusive whether the residual branch is multiplied by g, and not by 1
   * @param bias where the convolution's bias starts, 0 or below
   */
  record Gating(boolean exclusive, double bias) {}

  private Skip(String suffix, double branchScale, double scale, boolean projected, double dropout) {
    this(suffix, branchScale, scale, projected, dropout, Optional.empty());
  }

  private static final double HALF = 0.5;

  /** Read the word of the shortcuts, if there is one; words of one kind exclude one another. */
  static Skip read(SpecWords words) {
    double both = words.share("scale", HALF);
    if (both > 0) {
      return new Skip("-scale" + SpecWords.decimal(both), both, both, false, 0);
    }
    double shortcut = words.share("shortscale", HALF);
    if (shortcut > 0) {
      return new Skip("-shortscale" + SpecWords.decimal(shortcut), 1, shortcut, false, 0);
    }
    double dropout = words.share("shortdropout", HALF);
    if (dropout > 0) {
      return new Skip("-shortdropout" + SpecWords.decimal(dropout), 1, 1, false, dropout);
    }
    for (String letters : List.of("gate", "shortgate")) {
      OptionalInt bias = words.option(letters, IntStream.rangeClosed(0, LOWEST).boxed().toList());
      if (bias.isPresent()) {
        Gating gate = new Gating(letters.equals("gate"), -bias.getAsInt());
        String suffix = "-" + letters + bias.getAsInt();
        return new Skip(suffix, 1, 1, false, 0, Optional.of(gate));
      }
    }
    return words.flag("conv1") ? new Skip("-conv1", 1, 1, true, 0) : IDENTITY;
  }
}
