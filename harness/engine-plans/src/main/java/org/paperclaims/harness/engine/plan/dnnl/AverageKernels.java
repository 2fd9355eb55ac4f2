package org.paperclaims.harness.engine.plan.dnnl;

import static org.bytedeco.dnnl.global.dnnl.*;

import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.paperclaims.harness.engine.plan.dnnl.Workshop.Argument;

/** Averages over windows without padding, forward and back. */
public final class AverageKernels {
  private final Workshop workshop;
  private final Operand x;
  private final Operand y;
  private final long[] window;
  private final long[] stride;
  private final dnnl_primitive_desc forward;

  AverageKernels(Workshop workshop, Operand x, Operand y, long[] window, long[] stride) {
    this.workshop = workshop;
    this.x = x;
    this.y = y;
    this.window = window.clone();
    this.stride = stride.clone();
    this.forward =
        workshop.described(
            p ->
                dnnl_pooling_forward_primitive_desc_create(
                    p,
                    workshop.engine(),
                    dnnl_forward_training,
                    dnnl_pooling_avg_exclude_padding,
                    x.layout(),
                    y.layout(),
                    stride,
                    window,
                    new long[] {0, 0},
                    new long[] {0, 0},
                    new long[] {0, 0},
                    null));
  }

  /** Compute the averages. */
  public Kernel forward() {
    return workshop.kernel(forward, new Argument(DNNL_ARG_SRC, x), new Argument(DNNL_ARG_DST, y));
  }

  /** Turn their gradient into that of the images. */
  public Kernel backward(Operand ofOutput, Operand ofInput) {
    dnnl_primitive_desc described =
        workshop.described(
            p ->
                dnnl_pooling_backward_primitive_desc_create(
                    p,
                    workshop.engine(),
                    dnnl_pooling_avg_exclude_padding,
                    ofInput.layout(),
                    ofOutput.layout(),
                    stride,
                    window,
                    new long[] {0, 0},
                    new long[] {0, 0},
                    new long[] {0, 0},
                    forward,
                    null));
    return workshop.kernel(
        described,
        new Argument(DNNL_ARG_DIFF_DST, ofOutput),
        new Argument(DNNL_ARG_DIFF_SRC, ofInput));
  }
}
