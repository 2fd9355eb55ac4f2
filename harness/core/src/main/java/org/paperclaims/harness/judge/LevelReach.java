package org.paperclaims.harness.judge;

import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.Shows;
import org.paperclaims.harness.stats.NormalExtremes;
import org.paperclaims.harness.stats.Sample;

/**
 * How little runs may vary for a published number to be met at all. Said before any run: where runs
 * of the kind vary more, the verdict on a level cannot become REPRODUCED, however well the number
 * is hit.
 *
 * @param now the largest standard deviation over the declared seeds at which a mean that is hit
 *     exactly is called REPRODUCED, in the metric's unit; 0 if there is none
 * @param ever the same with seeds without end; what is left then is the uncertainty of the paper's
 *     own number
 */
public record LevelReach(double now, double ever) {
  private static final int WITHOUT_END = 1_000_000;
  private static final int HALVINGS = 40;

  /** Compute it for a number of seeds, of a claim with one case. */
  public static LevelReach of(Criterion.Level criterion, int seeds) {
    return of(criterion, seeds, criterion.alpha());
  }

  /**
   * Compute it for a number of seeds.
   *
   * @param alpha that the case has for itself, after the correction of its claim
   */
  public static LevelReach of(Criterion.Level criterion, int seeds, double alpha) {
    return new LevelReach(widest(criterion, seeds, alpha), widest(criterion, WITHOUT_END, alpha));
  }

  private static double widest(Criterion.Level criterion, int seeds, double alpha) {
    if (seeds < 2) {
      return 0;
    }
    NormalExtremes picked = PublishedMean.picked(criterion);
    double low = 0;
    double high = criterion.margin() * Math.sqrt(seeds);
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (isMet(criterion, picked, seeds, middle, alpha)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static boolean isMet(
      Criterion.Level criterion, NormalExtremes picked, int seeds, double sd, double alpha) {
    PublishedMean paper = PublishedMean.of(criterion, picked, 1, sd);
    LevelDifference hit =
        LevelDifference.of(criterion, picked, 1, new Sample(seeds, paper.mean(), sd));
    return criterion.margin()
        >= (criterion.shows() == Shows.EQUIVALENCE
            ? Math.max(hit.overWith(alpha), hit.underWith(alpha))
            : hit.overWith(alpha));
  }
}
