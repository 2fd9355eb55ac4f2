package org.paperclaims.architectures.family;

import org.paperclaims.architectures.spec.SpecWords;

/** How a residual module's input reaches its addition where the shape changes. */
enum Shortcut {
  /** As published for the input's size. */
  PUBLISHED(""),
  /** Option A: every second pixel, and zeros for the new channels; no parameter. */
  A("-a"),
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
    return words.flag("a") ? A : words.flag("b") ? B : PUBLISHED;
  }
}
