package org.paperclaims.harness.engine.torch;

/** One call of a network, or a few that belong together, in one slice's forward and back. */
interface Layer {
  /** Compute what the layer puts out. */
  void forward(Pass pass);

  /** Turn the gradient of what the layer put out into those of its operands and parameters. */
  void backward(Pass pass);
}
