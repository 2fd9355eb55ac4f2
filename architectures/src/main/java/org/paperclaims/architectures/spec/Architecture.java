package org.paperclaims.architectures.spec;

import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Shape;

/**
 * A member of a family: what a spec such as {@code resnet-110-b-w8} says, before the input and the
 * number of outputs are known.
 */
public interface Architecture {
  /** Give the canonical spec, which is read back to an equal value. */
  String spec();

  /** Give the input that the source trained this member on. */
  Shape usualInput();

  /** Give the number of outputs that goes with {@link #usualInput}: classes or key points. */
  int usualOutputs();

  /**
   * Build the network.
   *
   * @param input shape of one example
   * @param outputs number of classes, of numbers to regress, or of heat maps; at least 1
   * @throws ArchitectureException if the family has no such member at this input
   */
  Network build(Shape input, int outputs);
}
