package org.paperclaims.harness.engine.plan;

import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.paperclaims.architectures.Shape;
import org.paperclaims.harness.engine.plan.dnnl.Kernel;
import org.paperclaims.harness.engine.plan.dnnl.Kernels;
import org.paperclaims.harness.engine.plan.dnnl.Operand;

/**
 * The gradients of a plan's slots. The plan is made in the order in which it will run, so it is
 * known here which gradient may be overwritten, and when its memory is free for another.
 */
final class PlanGradients {
  private final Kernels kernels;
  private final List<Kernel> backward;
  private final IntFunction<Shape> shapes;
  private final Rooms rooms;
  private final @Nullable Gradient[] bySlot;

  /** A gradient, and how many slots have it for theirs. */
  static final class Gradient {
    private final Operand operand;
    private int owners = 1;

    private Gradient(Operand operand) {
      this.operand = operand;
    }

    Operand operand() {
      return operand;
    }
  }

  /**
   * Begin without any.
   *
   * @param backward where sums of gradients are added to the kernels that run
   * @param shapes of what the slots hold
   * @param rooms where they lie
   */
  PlanGradients(
      Kernels kernels, List<Kernel> backward, int slots, IntFunction<Shape> shapes, Rooms rooms) {
    this.kernels = kernels;
    this.backward = backward;
    this.shapes = shapes;
    this.rooms = rooms;
    this.bySlot = new Gradient[slots];
  }

  /** Make room for a gradient of a shape; it may lie where another lay. */
  Gradient make(Shape shape) {
    return new Gradient(rooms.take(shape));
  }

  /** Let a slot's ownership go; the memory is free when nobody has one. */
  void release(Gradient gradient, Shape shape) {
    if (--gradient.owners == 0) {
      rooms.giveBack(gradient.operand, shape);
    }
  }

  /** Have one more slot own a gradient. */
  static void share(Gradient gradient) {
    gradient.owners++;
  }

  /** Give a gradient that may be written: that one, unless another slot has it too. */
  Gradient writable(Gradient gradient, Shape shape) {
    return gradient.owners == 1 ? gradient : make(shape);
  }

  /** Take the gradient of a slot, which all its readers have given; null if none has. */
  @Nullable Gradient take(int slot) {
    Gradient found = bySlot[slot];
    bySlot[slot] = null;
    return found;
  }

  /** Give a slot a gradient, or a part of it, with one of its ownerships. */
  void give(int slot, Gradient gradient) {
    Shape shape = shapes.apply(slot);
    Gradient other = bySlot[slot];
    if (other == null) {
      bySlot[slot] = gradient;
    } else if (gradient.owners == 1) {
      bySlot[slot] = sum(gradient, other, gradient);
      release(other, shape);
    } else if (other.owners == 1) {
      bySlot[slot] = sum(other, gradient, other);
      release(gradient, shape);
    } else {
      bySlot[slot] = sum(other, gradient, make(shape));
      release(other, shape);
      release(gradient, shape);
    }
  }

  private Gradient sum(Gradient one, Gradient two, Gradient to) {
    backward.add(kernels.sum(one.operand, two.operand, to.operand, false));
    return to;
  }
}
