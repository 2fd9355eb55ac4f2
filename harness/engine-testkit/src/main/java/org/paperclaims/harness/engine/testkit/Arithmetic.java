package org.paperclaims.harness.engine.testkit;

/** In what precision an oracle computes. */
enum Arithmetic {
  /** As Java's doubles are. */
  FLOAT64 {
    @Override
    double of(double number) {
      return number;
    }
  },
  /** Every sum is rounded to float32 after every term, as in plain loops over Java's floats. */
  FLOAT32 {
    @Override
    double of(double number) {
      return (float) number;
    }
  };

  /** Round a number to this precision. */
  abstract double of(double number);

  /** Round numbers in place. */
  void round(double[] numbers) {
    for (int i = 0; this == FLOAT32 && i < numbers.length; i++) {
      numbers[i] = of(numbers[i]);
    }
  }
}
