package org.paperclaims.architectures;

/** An erasure is written wrongly, or means nothing in the network it is applied to. */
public final class ErasureException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String found;
  private final String nearest;

  /**
   * @param found the erasure as it was written
   * @param rule what a valid erasure must be, a clause without a full stop
   * @param nearest a valid erasure
   */
  public ErasureException(String found, String rule, String nearest) {
    super("'" + found + "': " + rule + ". The nearest valid erasure is " + nearest);
    this.found = found;
    this.nearest = nearest;
  }

  /** Give the erasure as it was written. */
  public String found() {
    return found;
  }

  /** Give the valid erasure nearest to what was written. */
  public String nearest() {
    return nearest;
  }
}
