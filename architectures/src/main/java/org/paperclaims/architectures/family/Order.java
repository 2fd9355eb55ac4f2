package org.paperclaims.architectures.family;

import java.util.Arrays;
import org.paperclaims.architectures.spec.SpecWords;

/** Where a residual module's activations stand (He et al. 2016, arXiv 1603.05027, figure 4). */
enum Order {
  /** Figure 4a: BN, addition, ReLU. */
  ORIGINAL(""),
  /** Figure 4b: addition, BN, ReLU. */
  BN_AFTER("bnafter"),
  /** Figure 4c: BN, ReLU, addition. */
  RELU_BEFORE("relubefore"),
  /** Figure 4d: a ReLU before each convolution, BN behind it, nothing behind the addition. */
  RELU_PRE("relupre");

  private final String word;

  Order(String word) {
    this.word = word;
  }

  /** Read the order, the original one unless another is named. */
  static Order read(SpecWords words) {
    return Arrays.stream(values())
        .filter(o -> o != ORIGINAL && words.flag(o.word))
        .findFirst()
        .orElse(ORIGINAL);
  }

  /** Write the word with the dash before it. */
  String suffix() {
    return this == ORIGINAL ? "" : "-" + word;
  }

  /** Tell whether a ReLU follows the addition. */
  boolean rectifiesSum() {
    return this == ORIGINAL || this == BN_AFTER;
  }
}
