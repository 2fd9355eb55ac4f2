package org.paperclaims.architectures.family;

import org.paperclaims.architectures.spec.SpecWords;

/** Which convolution of a bottleneck halves the picture where a stage begins. */
enum Halving {
  /** As published first: the 1x1 convolution. */
  PUBLISHED(""),
  /** The first 1x1 convolution, said in words. */
  FIRST("v1"),
  /** The 3x3 convolution, as torchvision has it ("ResNet v1.5"). */
  SECOND("v1.5");

  private final String word;

  Halving(String word) {
    this.word = word;
  }

  /** Read the word, if there is one. */
  static Halving read(SpecWords words) {
    return words.flag(FIRST.word) ? FIRST : words.flag(SECOND.word) ? SECOND : PUBLISHED;
  }

  /** Write the word with the dash before it. */
  String suffix() {
    return this == PUBLISHED ? "" : "-" + word;
  }
}
