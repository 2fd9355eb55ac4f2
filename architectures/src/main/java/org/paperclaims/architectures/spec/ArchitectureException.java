package org.paperclaims.architectures.spec;

/**
 * An architecture spec, or the input it was given, breaks a rule. The message names what was found,
 * the rule, and the nearest spec that keeps it, where that is another.
 */
public final class ArchitectureException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String found;
  private final String rule;
  private final String nearest;

  /**
   * @param found the spec as it was written
   * @param rule what a valid spec must be, a clause without a full stop
   * @param nearest a valid spec
   */
  public ArchitectureException(String found, String rule, String nearest) {
    super(message(found, rule, nearest));
    this.found = found;
    this.rule = rule;
    this.nearest = nearest;
  }

  /** Say also what went wrong underneath. */
  public ArchitectureException(String found, String rule, String nearest, Throwable cause) {
    super(message(found, rule, nearest), cause);
    this.found = found;
    this.rule = rule;
    this.nearest = nearest;
  }

  private static String message(String found, String rule, String nearest) {
    String refused = "'" + found + "': " + rule;
    // Where the input is what does not fit, the spec is its own nearest, and no advice.
    return nearest.equals(found) ? refused : refused + ". The nearest valid spec is " + nearest;
  }

  /** Give the spec as it was written. */
  public String found() {
    return found;
  }

  /** Give the rule that the spec breaks. */
  public String rule() {
    return rule;
  }

  /** Give the valid spec nearest to what was written. */
  public String nearest() {
    return nearest;
  }
}
