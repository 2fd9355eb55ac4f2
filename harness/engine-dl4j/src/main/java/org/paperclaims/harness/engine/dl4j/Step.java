package org.paperclaims.harness.engine.dl4j;

/** One operation of the network, or several in one. */
interface Step extends AutoCloseable {
  /** Give where the output lies. */
  Slot out();

  /** Compute the output from the inputs. */
  void forward(Pass pass);

  /**
   * Compute the gradients of the inputs and parameters from the output's. The output's gradient may
   * be used up or given on.
   */
  void backward(Pass pass);

  /** Free native memory of its own. */
  @Override
  default void close() {}
}
