package org.paperclaims.harness.engine.plan.dnnl;

import java.nio.FloatBuffer;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Numbers that kernels read and write.
 *
 * @param data where they lie
 * @param layout their shape and the order in which they lie
 * @param count how many there are
 * @param order in which they lie, by the library's number of it; -1 for one of its own choice
 * @param sizes their shape; none where the library has chosen the order
 */
public record Operand(
    dnnl_memory memory,
    Pointer data,
    dnnl_memory_desc layout,
    long count,
    int order,
    List<Long> sizes) {
  /** Give the numbers in the order in which they lie; valid as long as the memory lives. */
  public FloatBuffer numbers() {
    return new FloatPointer(data).capacity(count).asBuffer();
  }
}
