package org.paperclaims.harness.engine.dl4j;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lends memory for gradients during the backward pass, so that a deep network needs only as much as
 * is alive at once. The order of lending is the same in every step, and so is the memory.
 */
final class GradientPool implements AutoCloseable {
  private final Map<Integer, Deque<Floats>> free = new HashMap<>();
  private final List<Floats> all = new ArrayList<>();
  private int examples;

  /** Make room for batches of that many examples. */
  void reserve(int batch) {
    close();
    examples = batch;
  }

  Floats take(int size) {
    Deque<Floats> fitting = free.computeIfAbsent(size, s -> new ArrayDeque<>());
    if (!fitting.isEmpty()) {
      return fitting.pop();
    }
    Floats taken = new Floats((long) examples * size);
    all.add(taken);
    return taken;
  }

  void release(int size, Floats taken) {
    free.computeIfAbsent(size, s -> new ArrayDeque<>()).push(taken);
  }

  @Override
  public void close() {
    all.forEach(Floats::close);
    all.clear();
    free.clear();
  }
}
