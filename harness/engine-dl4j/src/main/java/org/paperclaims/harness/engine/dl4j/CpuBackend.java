package org.paperclaims.harness.engine.dl4j;

import java.util.function.Supplier;

/**
 * The CPU. The number of threads of an operation belongs to the Java thread that calls.
 *
 * @param threads of each operation
 */
record CpuBackend(int threads) implements Backend {
  @Override
  public <T> T call(Supplier<T> work) {
    Nd4jNatives.useOpenMpThreads(threads);
    return work.get();
  }
}
