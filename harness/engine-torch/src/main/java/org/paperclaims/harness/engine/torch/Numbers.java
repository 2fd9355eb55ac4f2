package org.paperclaims.harness.engine.torch;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;

/** A tensor's own memory on the CPU, seen from Java. */
final class Numbers {
  private Numbers() {}

  /** Give the numbers in the order in which they lie; valid as long as the tensor lives. */
  static FloatBuffer of(Tensor tensor) {
    long count = tensor.numel();
    if (count > Integer.MAX_VALUE / Float.BYTES) {
      throw new OutOfMemoryError(
          "one thread's part of a batch makes a tensor of " + count + " numbers");
    }
    return new FloatPointer(tensor.data_ptr()).capacity(count).asBuffer();
  }
}
