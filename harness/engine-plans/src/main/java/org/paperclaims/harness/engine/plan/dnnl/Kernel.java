package org.paperclaims.harness.engine.plan.dnnl;

/** Work on numbers whose places are settled: it can be done many times, and asks for no memory. */
@FunctionalInterface
public interface Kernel {
  /** Do it. */
  void run();
}
