package org.paperclaims.architectures.family;

import java.util.Arrays;
import org.paperclaims.architectures.spec.SpecWords;

/**
 * The layers that are taken out of an eight-layer network (Zeiler and Fergus 2014, arXiv 1311.2901,
 * table 3): convolutions 3 and 4, the hidden linear layers 6 and 7, both, or none.
 */
enum Without {
  NONE("", false, false),
  LAYERS_3_4("no34", true, false),
  LAYERS_6_7("no67", false, true),
  LAYERS_3_4_6_7("no3467", true, true);

  /** The options as a family's pattern writes them. */
  static final String PATTERN = "[-no34|-no67|-no3467]";

  private final String word;
  private final boolean convolutions;
  private final boolean linear;

  Without(String word, boolean convolutions, boolean linear) {
    this.word = word;
    this.convolutions = convolutions;
    this.linear = linear;
  }

  /** Read the word, if there is one. */
  static Without read(SpecWords words) {
    words.atMostOne("-no34, -no67 and -no3467 exclude one another", "no34|no67|no3467");
    return Arrays.stream(values())
        .filter(w -> w != NONE && words.flag(w.word))
        .findFirst()
        .orElse(NONE);
  }

  /** Write the word with the dash before it. */
  String suffix() {
    return this == NONE ? "" : "-" + word;
  }

  /** Tell whether layers 3 and 4 are out. */
  boolean convolutions() {
    return convolutions;
  }

  /** Tell whether layers 6 and 7 are out. */
  boolean linear() {
    return linear;
  }
}
