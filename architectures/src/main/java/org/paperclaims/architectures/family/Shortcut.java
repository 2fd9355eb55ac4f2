package org.paperclaims.architectures.family;

import org.paperclaims.architectures.spec.SpecWords;

/** How a residual module's input reaches its addition where the shape changes. */
enum Shortcut {
  /** As published for the input's size. */
  PUBLISHED(""),
  /** Option A: every second pixel, and zeros for the new channels, half of them before. */
  A("-a"),
  /** Option A with all zeros behind the input's channels, as Torch's code has it. */
  A_BEHIND("-abehind"),
  /** Option B: a 1x1 convolution. */
  B("-b"),
  /** No shortcut anywhere: the plain network. */
  NONE("");

  private final String suffix;

  Shortcut(String suffix) {
    this.suffix = suffix;
  }

  String suffix() {
    return suffix;
  }

  static Shortcut read(SpecWords words) {
    return words.flag("a") ? A : words.flag("abehind") ? A_BEHIND : words.flag("b") ? B : PUBLISHED;
  }

  /** Tell whether new channels are zeros, without any parameter. */
  boolean pads() {
    return this == A || this == A_BEHIND;
  }

  /** Give how many of so many new channels of zeros stand before the input's. */
  int zerosBefore(int zeros) {
    return this == A_BEHIND ? 0 : zeros / 2;
  }
}
