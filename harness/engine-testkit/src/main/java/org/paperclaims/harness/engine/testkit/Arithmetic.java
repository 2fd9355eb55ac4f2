package org.paperclaims.harness.engine.testkit;

/** In what precision an oracle computes. */
enum Arithmetic {
  /** As Java's doubles are. */
  FLOAT64,
  /** Every sum is rounded to float32 after every term, as in plain loops over Java's floats. */
  FLOAT32;

  /** Round a number to this precision. */
  double of(double number) {
    return this == FLOAT32 ? (float) number : number;
  }

  /** Round numbers in place. */
  void round(double[] numbers) {
    for (int i = 0; this == FLOAT32 && i < numbers.length; i++) {
      numbers[i] = of(numbers[i]);
    }
  }
}
