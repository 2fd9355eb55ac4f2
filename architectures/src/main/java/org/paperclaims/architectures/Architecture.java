package org.paperclaims.architectures;

/**
 * A member of a family: what a spec such as {@code resnet-110-b-w8} says, before the input and the
 * number of outputs are known.
 */
public interface Architecture {
  /** Give the canonical spec; {@link Architectures#parse} reads it back to an equal value. */
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
