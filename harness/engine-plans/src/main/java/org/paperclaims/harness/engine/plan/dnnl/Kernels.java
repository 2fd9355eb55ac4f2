package org.paperclaims.harness.engine.plan.dnnl;

import static org.bytedeco.dnnl.global.dnnl.*;

import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.paperclaims.harness.engine.plan.dnnl.Workshop.Argument;

/**
 * Kernels for batches of one size, in float32, to be run by the Java thread that has made them.
 * Images are laid out in blocks of sixteen channels where that divides them, which is the order in
 * which oneDNN's own kernels are fastest, and with their channels innermost elsewhere: as one block
 * where there are eight.
 */
public final class Kernels implements AutoCloseable {
  private static final int WIDE = 16;
  private static final int NARROW = 8;

  private final Workshop workshop = new Workshop();

  /** Tell in which order images of so many channels lie. */
  private static int order(long channels) {
    if (channels % WIDE == 0) {
      return dnnl_aBcd16b;
    }
    return channels == NARROW ? dnnl_aBcd8b : dnnl_acdb;
  }

  /** Give how many channels lie together in that order. */
  public static int block(long channels) {
    return channels % WIDE == 0 ? WIDE : Math.toIntExact(channels);
  }

  /** Make room for images in their order. */
  public Operand images(long count, long channels, long height, long width) {
    return workshop.room(order(channels), count, channels, height, width);
  }

  /** Make room for images whose channels are planes, row major. */
  public Operand planes(long count, long channels, long height, long width) {
    return workshop.room(dnnl_abcd, count, channels, height, width);
  }

  /** Copy numbers from one order to another. */
  public Kernel copy(Operand from, Operand to) {
    dnnl_primitive_desc described =
        workshop.described(
            p ->
                dnnl_reorder_primitive_desc_create(
                    p, from.layout(), workshop.engine(), to.layout(), workshop.engine(), null));
    return workshop.kernel(
        described, new Argument(DNNL_ARG_FROM, from), new Argument(DNNL_ARG_TO, to));
  }

  /**
   * Prepare a convolution.
   *
   * @param weight its filters
   * @param innermost whether they lie as out x height x width x in, and not out x in x height x
   *     width
   */
  public ConvolutionKernels convolution(
      Filter filter,
      Operand x,
      Operand y,
      Pointer weight,
      boolean innermost,
      @Nullable Pointer bias) {
    int order = innermost ? dnnl_acdb : dnnl_abcd;
    return new ConvolutionKernels(this, workshop, filter, x, y, weight, order, bias);
  }

  /**
   * Tell whether a normalisation of so many channels is quickest with its rectifier: where they are
   * innermost, oneDNN has none but plain loops for both in one.
   */
  public static boolean rectifyQuickly(long channels) {
    return order(channels) != dnnl_acdb;
  }

  /**
   * Prepare a normalisation of images.
   *
   * @param own whether by their own mean and biased variance; if not, by those that lie there
   */
  public NormalisationKernels normalisation(
      Operand x,
      Pointer gamma,
      Pointer beta,
      long channels,
      double epsilon,
      boolean rectify,
      boolean own) {
    return new NormalisationKernels(workshop, x, gamma, beta, channels, epsilon, rectify, own);
  }

  /** Add images of one order, and rectify the sum if asked; it may lie in the first one's place. */
  public Kernel sum(Operand a, Operand b, Operand to, boolean rectify) {
    dnnl_primitive_attr attributes =
        workshop.make(
            p -> dnnl_primitive_attr_create(p),
            dnnl_primitive_attr::new,
            org.bytedeco.dnnl.global.dnnl::dnnl_primitive_attr_destroy);
    if (rectify) {
      dnnl_post_ops after =
          workshop.make(
              p -> dnnl_post_ops_create(p),
              dnnl_post_ops::new,
              org.bytedeco.dnnl.global.dnnl::dnnl_post_ops_destroy);
      Workshop.check(dnnl_post_ops_append_eltwise(after, dnnl_eltwise_relu, 0f, 0f));
      Workshop.check(dnnl_primitive_attr_set_post_ops(attributes, after));
    }
    dnnl_primitive_desc described =
        workshop.described(
            p ->
                dnnl_binary_primitive_desc_create(
                    p,
                    workshop.engine(),
                    dnnl_binary_add,
                    a.layout(),
                    b.layout(),
                    to.layout(),
                    attributes));
    return workshop.kernel(
        described,
        new Argument(DNNL_ARG_SRC_0, a),
        new Argument(DNNL_ARG_SRC_1, b),
        new Argument(DNNL_ARG_DST, to));
  }

  /** Rectify images. */
  public Kernel rectify(Operand x, Operand y) {
    return workshop.kernel(
        rectifier(x), new Argument(DNNL_ARG_SRC, x), new Argument(DNNL_ARG_DST, y));
  }

  private dnnl_primitive_desc rectifier(Operand x) {
    return workshop.described(
        p ->
            dnnl_eltwise_forward_primitive_desc_create(
                p,
                workshop.engine(),
                dnnl_forward_training,
                dnnl_eltwise_relu_use_dst_for_bwd,
                x.layout(),
                x.layout(),
                0f,
                0f,
                null));
  }

  /** Keep the gradient where the rectified images are positive; it may stay in its place. */
  public Kernel unrectify(Operand y, Operand ofOutput, Operand ofInput) {
    dnnl_primitive_desc forward = rectifier(y);
    dnnl_primitive_desc described =
        workshop.described(
            p ->
                dnnl_eltwise_backward_primitive_desc_create(
                    p,
                    workshop.engine(),
                    dnnl_eltwise_relu_use_dst_for_bwd,
                    ofInput.layout(),
                    ofOutput.layout(),
                    y.layout(),
                    0f,
                    0f,
                    forward,
                    null));
    return workshop.kernel(
        described,
        new Argument(DNNL_ARG_DST, y),
        new Argument(DNNL_ARG_DIFF_DST, ofOutput),
        new Argument(DNNL_ARG_DIFF_SRC, ofInput));
  }

  /** Prepare averages; a window of one pixel picks every so many. */
  public AverageKernels average(Operand x, Operand y, long[] window, long[] stride) {
    return new AverageKernels(workshop, x, y, window, stride);
  }

  /**
   * Multiply matrices, row major: {@code c = a b + keep c}, of which {@code a} and {@code b} may
   * lie transposed.
   *
   * @param rows of the product
   * @param columns of the product
   * @param inner what is summed over
   */
  public static Kernel product(
      boolean aTurned,
      boolean bTurned,
      long rows,
      long columns,
      long inner,
      Pointer a,
      Pointer b,
      float keep,
      Pointer c) {
    FloatPointer left = new FloatPointer(a);
    FloatPointer right = new FloatPointer(b);
    FloatPointer to = new FloatPointer(c);
    return () ->
        Workshop.check(
            dnnl_sgemm(
                (byte) (aTurned ? 'T' : 'N'),
                (byte) (bTurned ? 'T' : 'N'),
                rows,
                columns,
                inner,
                1f,
                left,
                aTurned ? rows : inner,
                right,
                bTurned ? inner : columns,
                keep,
                to,
                columns));
  }

  /** Give how much memory was taken for numbers. */
  public long bytes() {
    return workshop.bytes();
  }

  @Override
  public void close() {
    workshop.close();
  }
}
