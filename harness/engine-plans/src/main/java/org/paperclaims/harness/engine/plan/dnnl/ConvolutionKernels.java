package org.paperclaims.harness.engine.plan.dnnl;

import static org.bytedeco.dnnl.global.dnnl.*;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.paperclaims.harness.engine.plan.dnnl.Workshop.Argument;
import org.paperclaims.harness.engine.plan.dnnl.Workshop.Maker;

/**
 * A convolution's kernels, forward and back.
 *
 * <p>oneDNN has no kernel but its slow reference for sides in blocks of unlike sizes, and which
 * order is the fastest differs by what is computed. So each kernel has its own view of both sides,
 * which needs no copy where one block has all channels: they are innermost then, too.
 */
public final class ConvolutionKernels {
  private static final long[] DENSE = {0, 0};

  /**
   * The quickest where channels are innermost and few, by up to 1.9 times: oneDNN prefers its
   * products of matrices there, whose blocks are then small.
   */
  private static final String OF_FEW_CHANNELS = "jit:avx512_core";

  private final Kernels kernels;
  private final Workshop workshop;
  private final long[] stride;
  private final long[] padding;
  private final Operand x;
  private final Operand y;
  private final Operand stored;
  private final int storedOrder;
  private final @Nullable Operand bias;
  private final dnnl_memory_desc anyWeights;
  private final Filter filter;

  ConvolutionKernels(
      Kernels kernels,
      Workshop workshop,
      Filter filter,
      Operand x,
      Operand y,
      Pointer weight,
      int storedOrder,
      @Nullable Pointer bias) {
    this.kernels = kernels;
    this.workshop = workshop;
    this.filter = filter;
    this.storedOrder = storedOrder;
    this.stride = Filter.sizes(filter.stride());
    this.padding = Filter.sizes(filter.padding());
    this.x = x;
    this.y = y;
    this.stored = filters(weight);
    this.bias = bias == null ? null : workshop.at(bias, dnnl_a, filter.out());
    this.anyWeights =
        workshop.layout(
            dnnl_format_tag_any, filter.out(), filter.in(), filter.height(), filter.width());
  }

  private Operand filters(Pointer place) {
    return workshop.at(
        place, storedOrder, filter.out(), filter.in(), filter.height(), filter.width());
  }

  /** Both sides of a convolution in orders for which there is a kernel. */
  private record Sides(Operand in, Operand out) {}

  /** Planes are read as they are where the other side lies in blocks. */
  private static boolean isFirst(Operand in, Operand out) {
    return in.order() == dnnl_abcd && out.order() != dnnl_acdb;
  }

  private static boolean isWide(Operand in, Operand out) {
    return in.order() == dnnl_aBcd16b && out.order() == dnnl_aBcd16b;
  }

  private Sides forForward(Operand in, Operand out) {
    return isFirst(in, out) || isWide(in, out) ? new Sides(in, out) : innermost(in, out);
  }

  private Sides forInput(Operand in, Operand out) {
    return isWide(in, out) ? new Sides(in, out) : innermost(in, out);
  }

  private Sides forParameters(Operand in, Operand out) {
    boolean likeBlocks = isFirst(in, out) || in.order() == out.order();
    boolean copies = !liesInnermost(in) || !liesInnermost(out);
    return likeBlocks && copies ? new Sides(in, out) : innermost(in, out);
  }

  private Sides innermost(Operand in, Operand out) {
    return new Sides(innermost(in), innermost(out));
  }

  /** Tell whether channels are innermost, be it because a block has all of them. */
  private static boolean liesInnermost(Operand images) {
    long channels = images.sizes().get(1);
    return images.order() != dnnl_abcd && Kernels.block(channels) == channels;
  }

  /** Give images with their channels innermost: the same memory where that is how they lie. */
  private Operand innermost(Operand images) {
    if (images.order() == dnnl_acdb) {
      return images;
    }
    long[] sizes = Filter.sizes(images.sizes());
    return liesInnermost(images)
        ? workshop.at(images.data(), dnnl_acdb, sizes)
        : workshop.room(dnnl_acdb, sizes);
  }

  private void addCopy(List<Kernel> to, Operand from, Operand into) {
    if (!from.data().equals(into.data())) {
      to.add(kernels.copy(from, into));
    }
  }

  private static boolean same(dnnl_memory_desc one, dnnl_memory_desc other) {
    return dnnl_memory_desc_equal(one, other) != 0;
  }

  private dnnl_primitive_desc chosen(Sides sides, Maker maker) {
    boolean innermost = sides.in().order() == dnnl_acdb && sides.out().order() == dnnl_acdb;
    return innermost ? workshop.described(maker, OF_FEW_CHANNELS) : workshop.described(maker);
  }

  private dnnl_primitive_desc described(Sides sides) {
    return chosen(
        sides,
        p ->
            dnnl_convolution_forward_primitive_desc_create(
                p,
                workshop.engine(),
                dnnl_forward_training,
                dnnl_convolution_direct,
                sides.in().layout(),
                anyWeights,
                bias == null ? null : bias.layout(),
                sides.out().layout(),
                stride,
                DENSE,
                padding,
                padding,
                null));
  }

  /** Give the filters in the order that a kernel wants, and add their copy to what comes before. */
  private Operand ordered(dnnl_primitive_desc described, List<Kernel> before) {
    dnnl_memory_desc wanted = Workshop.wanted(described, dnnl_query_weights_md);
    if (same(wanted, stored.layout())) {
      return stored;
    }
    Operand weights = workshop.room(wanted);
    before.add(kernels.copy(stored, weights));
    return weights;
  }

  /** Compute what it puts out, by kernels in this order. */
  public List<Kernel> forward() {
    Sides sides = forForward(x, y);
    dnnl_primitive_desc described = described(sides);
    List<Kernel> all = new ArrayList<>();
    addCopy(all, x, sides.in());
    Operand weights = ordered(described, all);
    List<Argument> arguments =
        new ArrayList<>(
            List.of(
                new Argument(DNNL_ARG_SRC, sides.in()),
                new Argument(DNNL_ARG_WEIGHTS, weights),
                new Argument(DNNL_ARG_DST, sides.out())));
    if (bias != null) {
      arguments.add(new Argument(DNNL_ARG_BIAS, bias));
    }
    all.add(workshop.kernel(described, arguments));
    addCopy(all, sides.out(), y);
    return all;
  }

  /** Turn the gradient of what it put out into that of its input. */
  public List<Kernel> ofInput(Operand ofOutput, Operand ofInput) {
    Sides sides = forInput(ofInput, ofOutput);
    dnnl_primitive_desc forward = described(sides);
    dnnl_primitive_desc described =
        chosen(
            sides,
            p ->
                dnnl_convolution_backward_data_primitive_desc_create(
                    p,
                    workshop.engine(),
                    dnnl_convolution_direct,
                    sides.in().layout(),
                    anyWeights,
                    sides.out().layout(),
                    stride,
                    DENSE,
                    padding,
                    padding,
                    forward,
                    null));
    List<Kernel> all = new ArrayList<>();
    addCopy(all, ofOutput, sides.out());
    Operand weights = ordered(described, all);
    all.add(
        workshop.kernel(
            described,
            List.of(
                new Argument(DNNL_ARG_DIFF_DST, sides.out()),
                new Argument(DNNL_ARG_WEIGHTS, weights),
                new Argument(DNNL_ARG_DIFF_SRC, sides.in()))));
    addCopy(all, sides.in(), ofInput);
    return all;
  }

  /** Turn the gradient of what it put out into those of its parameters. */
  public List<Kernel> ofParameters(Operand ofOutput, Pointer ofWeight, @Nullable Pointer ofBias) {
    Operand kept = filters(ofWeight);
    Operand keptBias = ofBias == null ? null : workshop.at(ofBias, dnnl_a, filter.out());
    Sides sides = forParameters(x, ofOutput);
    dnnl_primitive_desc forward = described(sides);
    dnnl_primitive_desc described =
        chosen(
            sides,
            p ->
                dnnl_convolution_backward_weights_primitive_desc_create(
                    p,
                    workshop.engine(),
                    dnnl_convolution_direct,
                    sides.in().layout(),
                    anyWeights,
                    keptBias == null ? null : keptBias.layout(),
                    sides.out().layout(),
                    stride,
                    DENSE,
                    padding,
                    padding,
                    forward,
                    null));
    List<Kernel> all = new ArrayList<>();
    addCopy(all, x, sides.in());
    addCopy(all, ofOutput, sides.out());
    dnnl_memory_desc wanted = Workshop.wanted(described, dnnl_query_diff_weights_md);
    Operand found = same(wanted, kept.layout()) ? kept : workshop.room(wanted);
    List<Argument> arguments =
        new ArrayList<>(
            List.of(
                new Argument(DNNL_ARG_SRC, sides.in()),
                new Argument(DNNL_ARG_DIFF_DST, sides.out()),
                new Argument(DNNL_ARG_DIFF_WEIGHTS, found)));
    if (keptBias != null) {
      arguments.add(new Argument(DNNL_ARG_DIFF_BIAS, keptBias));
    }
    all.add(workshop.kernel(described, arguments));
    if (!found.equals(kept)) {
      all.add(kernels.copy(found, kept));
    }
    return all;
  }
}
