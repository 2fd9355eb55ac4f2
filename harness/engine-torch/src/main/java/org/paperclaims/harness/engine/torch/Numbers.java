package org.paperclaims.harness.engine.torch;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

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

  /** Lay a tensor out with its channels innermost, if it is not. */
  static Tensor channelsInnermost(Tensor tensor) {
    torch.MemoryFormat format =
        tensor.dim() == 4 ? torch.MemoryFormat.ChannelsLast : torch.MemoryFormat.Contiguous;
    return tensor.is_contiguous(format) ? tensor : tensor.contiguous(format);
  }
}
