package org.paperclaims.harness.engine.plan;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.paperclaims.architectures.Shape;
import org.paperclaims.harness.engine.plan.dnnl.Operand;

/** Memory for images, which others get when those that had it need it no more. */
final class Rooms {
  private final Function<Shape, Operand> maker;
  private final Map<Shape, Deque<Operand>> free = new HashMap<>();

  /**
   * Begin with none.
   *
   * @param maker makes a room for images of a shape
   */
  Rooms(Function<Shape, Operand> maker) {
    this.maker = maker;
  }

  /** Give a room that nobody has; what lies there is anything. */
  Operand take(Shape shape) {
    Deque<Operand> found = free.get(shape);
    return found == null || found.isEmpty() ? maker.apply(shape) : found.pop();
  }

  /** Take a room back. */
  void giveBack(Operand room, Shape shape) {
    free.computeIfAbsent(shape, s -> new ArrayDeque<>()).push(room);
  }
}
