package org.paperclaims.harness.run;

/**
 * A lower learning rate for the first epochs (He et al. 2016, 1512.03385, section 4.2, begin a
 * network of 110 layers at a tenth of its rate). The schedule counts its epochs from the first on
 * all the same.
 *
 * @param epochs how many; 0 for none
 * @param factor what the schedule's rate is multiplied by in them
 */
public record Warmup(int epochs, double factor) {
  /** No lower rate at first. */
  public static final Warmup NONE = new Warmup(0, 1);

  /** Give what the rate of an epoch is multiplied by. */
  double at(int epoch) {
    return epoch < epochs ? factor : 1;
  }
}
