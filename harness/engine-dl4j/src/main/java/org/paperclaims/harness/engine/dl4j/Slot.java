package org.paperclaims.harness.engine.dl4j;

import org.jspecify.annotations.Nullable;
import org.paperclaims.architectures.Shape;

/** Where a node's output lies, and the gradient of the loss by it while a step needs that. */
final class Slot {
  private final Shape shape;
  private @Nullable Floats value;
  private @Nullable Floats gradient;

  Slot(Shape shape) {
    this.shape = shape;
  }

  Shape shape() {
    return shape;
  }

  /** Count the numbers of one example. */
  int size() {
    return shape.size();
  }

  /** Give the output, batch first. */
  Floats value() {
    if (value == null) {
      throw new IllegalStateException("no batch has room here yet");
    }
    return value;
  }

  /** Make room for batches of that many examples. */
  void reserve(int examples) {
    close();
    value = new Floats((long) examples * size());
  }

  boolean hasGradient() {
    return gradient != null;
  }

  /** Give the gradient, which some reader of this output has written. */
  Floats gradient() {
    if (gradient == null) {
      throw new IllegalStateException("no gradient has reached this output");
    }
    return gradient;
  }

  /** Give the gradient's memory; whoever gets it first writes, all others add. */
  Floats gradient(GradientPool<Floats> pool) {
    if (gradient == null) {
      gradient = pool.take(size());
    }
    return gradient;
  }

  /** Hand over the memory of the gradient: this output has none from now on. */
  Floats takeGradient() {
    Floats taken = gradient();
    gradient = null;
    return taken;
  }

  /** Take memory that already holds this output's gradient. */
  void adoptGradient(Floats written) {
    gradient = written;
  }

  void close() {
    if (value != null) {
      value.close();
      value = null;
    }
  }
}
