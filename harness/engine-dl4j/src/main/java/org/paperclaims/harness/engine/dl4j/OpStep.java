package org.paperclaims.harness.engine.dl4j;

/** One node, computed by ND4J's operations alone. */
interface OpStep extends AutoCloseable {
  /** Give where the output lies. */
  DeviceSlot out();

  /** Make room for batches of that many examples, besides the output's. */
  default void reserve(int examples) {}

  /** Compute the output from the inputs. */
  void forward(Pass pass);

  /**
   * Compute the gradients of the inputs and parameters.
   *
   * @param gradient of the loss by the output; may be used up
   */
  void backward(Pass pass, DeviceFloats gradient);

  /** Free memory of its own. */
  @Override
  default void close() {}
}
