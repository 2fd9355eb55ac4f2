package org.paperclaims.harness.engine.dl4j;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * Lends memory for gradients during the backward pass, so that a deep network needs only as much as
 * is alive at once. The order of lending is the same in every step, and so is the memory.
 */
final class GradientPool<M extends Memory> implements AutoCloseable {
  private final Map<Integer, Deque<M>> free = new HashMap<>();
  private final List<M> all = new ArrayList<>();
  private final LongFunction<M> make;
  private int examples;

  /** Make a pool of memory that is made for a number of numbers. */
  GradientPool(LongFunction<M> make) {
    this.make = make;
  }

  /** Make room for batches of that many examples. */
  void reserve(int batch) {
    close();
    examples = batch;
  }

  M take(int size) {
    Deque<M> fitting = free.computeIfAbsent(size, s -> new ArrayDeque<>());
    if (!fitting.isEmpty()) {
      return fitting.pop();
    }
    M taken = make.apply((long) examples * size);
    all.add(taken);
    return taken;
  }

  void release(int size, M taken) {
    free.computeIfAbsent(size, s -> new ArrayDeque<>()).push(taken);
  }

  @Override
  public void close() {
    all.forEach(Memory::close);
    all.clear();
    free.clear();
  }
}
