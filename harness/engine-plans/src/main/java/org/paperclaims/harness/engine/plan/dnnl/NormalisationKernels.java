package org.paperclaims.harness.engine.plan.dnnl;

import static org.bytedeco.dnnl.global.dnnl.*;

import java.util.Arrays;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.paperclaims.harness.engine.plan.dnnl.Workshop.Argument;

/** A batch normalisation's kernels, with a rectifier if one follows it. */
public final class NormalisationKernels {
  private final Workshop workshop;
  private final Operand x;
  private final Operand mean;
  private final Operand variance;
  private final Operand gamma;
  private final Operand beta;
  private final long channels;
  private final float epsilon;
  private final boolean rectify;
  private final int flags;
  private final dnnl_primitive_desc forward;
  private final @Nullable Operand kept;

  NormalisationKernels(
      Workshop workshop,
      Operand x,
      Pointer gamma,
      Pointer beta,
      long channels,
      double epsilon,
      boolean rectify,
      boolean own) {
    this.workshop = workshop;
    this.x = x;
    this.channels = channels;
    this.mean = workshop.room(dnnl_a, channels);
    this.variance = workshop.room(dnnl_a, channels);
    this.gamma = workshop.at(gamma, dnnl_a, channels);
    this.beta = workshop.at(beta, dnnl_a, channels);
    this.epsilon = (float) epsilon;
    this.rectify = rectify;
    this.flags =
        dnnl_use_scale
            | dnnl_use_shift
            | (own ? dnnl_normalization_flags_none : dnnl_use_global_stats)
            | (rectify ? dnnl_fuse_norm_relu : dnnl_normalization_flags_none);
    this.forward =
        workshop.described(
            p ->
                dnnl_batch_normalization_forward_primitive_desc_create(
                    p,
                    workshop.engine(),
                    own ? dnnl_forward_training : dnnl_forward_inference,
                    x.layout(),
                    x.layout(),
                    this.epsilon,
                    flags,
                    null));
    this.kept =
        rectify && own ? workshop.room(Workshop.wanted(forward, dnnl_query_workspace_md)) : null;
  }

  /** Give the mean of each channel that the last pass found, or that it is to use. */
  public Operand mean() {
    return mean;
  }

  /** Give the biased variance of each channel, likewise. */
  public Operand variance() {
    return variance;
  }

  /** Normalise. */
  public Kernel forward(Operand y) {
    return kept == null
        ? workshop.kernel(
            forward,
            new Argument(DNNL_ARG_SRC, x),
            new Argument(DNNL_ARG_DST, y),
            new Argument(DNNL_ARG_MEAN, mean),
            new Argument(DNNL_ARG_VARIANCE, variance),
            new Argument(DNNL_ARG_SCALE, gamma),
            new Argument(DNNL_ARG_SHIFT, beta))
        : workshop.kernel(
            forward,
            new Argument(DNNL_ARG_SRC, x),
            new Argument(DNNL_ARG_DST, y),
            new Argument(DNNL_ARG_MEAN, mean),
            new Argument(DNNL_ARG_VARIANCE, variance),
            new Argument(DNNL_ARG_SCALE, gamma),
            new Argument(DNNL_ARG_SHIFT, beta),
            new Argument(DNNL_ARG_WORKSPACE, kept));
  }

  /** Turn the gradient of the outcome into that of the input, which may lie in its place. */
  public Kernel backward(Operand ofOutput, Operand ofInput, Pointer ofGamma, Pointer ofBeta) {
    dnnl_primitive_desc described =
        workshop.described(
            p ->
                dnnl_batch_normalization_backward_primitive_desc_create(
                    p,
                    workshop.engine(),
                    dnnl_backward,
                    ofInput.layout(),
                    ofOutput.layout(),
                    x.layout(),
                    epsilon,
                    flags,
                    forward,
                    null));
    Argument[] all = {
      new Argument(DNNL_ARG_SRC, x),
      new Argument(DNNL_ARG_DIFF_DST, ofOutput),
      new Argument(DNNL_ARG_DIFF_SRC, ofInput),
      new Argument(DNNL_ARG_MEAN, mean),
      new Argument(DNNL_ARG_VARIANCE, variance),
      new Argument(DNNL_ARG_SCALE, gamma),
      new Argument(DNNL_ARG_DIFF_SCALE, workshop.at(ofGamma, dnnl_a, channels)),
      new Argument(DNNL_ARG_DIFF_SHIFT, workshop.at(ofBeta, dnnl_a, channels)),
      new Argument(DNNL_ARG_WORKSPACE, kept == null ? mean : kept)
    };
    return workshop.kernel(described, rectify ? all : Arrays.copyOf(all, all.length - 1));
  }
}
