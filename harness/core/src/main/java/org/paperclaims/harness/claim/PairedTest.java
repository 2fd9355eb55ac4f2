package org.paperclaims.harness.claim;

import java.util.Locale;

/**
 * How pairs of runs are tested; declared in every record that compares arms.
 *
 * <p>Whichever is declared, the paired tests are made and shown. Where a run diverged no number
 * stands for it, and the exact signed-rank test decides instead, with the diverged run ranked
 * worst.
 */
public enum PairedTest {
  /**
   * Student's t on the differences of the pairs. Assumes differences that are independent and close
   * to normal; on symmetric differences with heavier tails it errs on the safe side. Can decide
   * with three pairs.
   */
  PAIRED_T,
  /**
   * The exact sign-flip test of the mean difference: under the null hypothesis each difference
   * could as well have had the other sign. Assumes symmetry only, but cannot reach 5 % with fewer
   * than five pairs, nor 2.5 % with fewer than six.
   */
  SIGN_FLIP,
  /** Both must decide; p is the larger of the two. */
  BOTH,
  /**
   * Welch's t test: the arms as two samples, pairs or not. Assumes runs close to normal. It has
   * more degrees of freedom than the paired test, and is the better choice where the runs of a seed
   * have little in common: a correlation within pairs below about 0.1.
   */
  WELCH,
  /**
   * The paired t test over the seeds and the test of the mean over seeds and test images must both
   * decide, so that the verdict is about any images drawn as these were, and not only about these.
   * It is there for test errors only.
   */
  IMAGES;

  /** Tell whether it tests the differences within seeds. */
  public boolean takesPairs() {
    return this != WELCH;
  }

  /** Give the name in records, such as {@code paired-t}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
