package org.paperclaims.architectures.family;

import java.util.Optional;
import java.util.stream.IntStream;
import org.paperclaims.architectures.spec.Nearest;

/** The two residual modules of He et al., and the depths that each allows on small images. */
enum Block {
  /** Two 3x3 convolutions; depth 6n+2 with three stages of n modules. */
  BASIC("-basic", "6n+2 (8, 14, 20, 26, 32, 38, 44, 50, 56, … 110, … 1202)", 2, 1),
  /** 1x1, 3x3 and 1x1 convolutions, the last four times as wide; depth 9n+2. */
  BOTTLENECK("-bottleneck", "9n+2 (11, 20, 29, … 164, … 1001)", 3, 4);

  /**
   * From this depth on the papers use bottlenecks where the depth allows both: 164 is 6n+2 as well,
   * and is published with bottlenecks; 110 is 9n+2 as well, and is published with basic modules.
   */
  private static final int BOTTLENECKS_FROM = 164;

  private final String suffix;
  private final String rule;
  private final int convolutions;
  private final int expansion;

  Block(String suffix, String rule, int convolutions, int expansion) {
    this.suffix = suffix;
    this.rule = rule;
    this.convolutions = convolutions;
    this.expansion = expansion;
  }

  /** Give how many times wider than its inner convolutions a module's output is. */
  int expansion() {
    return expansion;
  }

  /** Tell whether a network for small images can have this depth: three stages of n modules. */
  boolean allows(int depth) {
    return depth > 2 && (depth - 2) % (3 * convolutions) == 0;
  }

  /** Give the number of modules in each of the three stages. */
  int modulesPerStage(int depth) {
    return (depth - 2) / (3 * convolutions);
  }

  /** Give the module that the papers use at a depth, if either allows it. */
  static Optional<Block> published(int depth) {
    boolean bottleneck = BOTTLENECK.allows(depth) && depth >= BOTTLENECKS_FROM;
    return bottleneck
        ? Optional.of(BOTTLENECK)
        : IntStream.range(0, 2).mapToObj(i -> values()[i]).filter(b -> b.allows(depth)).findFirst();
  }

  /** Give the allowed depth nearest to one that is not. */
  int nearestDepth(int depth) {
    return Nearest.of(depth, 2, 3 * convolutions);
  }

  /** Say which depths are allowed. */
  String rule() {
    return rule + " with " + suffix.substring(1) + " modules";
  }

  /** Write the word that asks for this module, with the dash before it. */
  String suffix() {
    return suffix;
  }
}
