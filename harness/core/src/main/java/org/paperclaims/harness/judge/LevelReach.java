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

  /** Compute it for a number of seeds. */
  public static LevelReach of(Criterion.Level criterion, int seeds) {
    return new LevelReach(widest(criterion, seeds), widest(criterion, WITHOUT_END));
  }

  private static double widest(Criterion.Level criterion, int seeds) {
    if (seeds < 2) {
      return 0;
    }
    NormalExtremes picked = PublishedMean.picked(criterion);
    double low = 0;
    double high = criterion.margin() * Math.sqrt(seeds);
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (isMet(criterion, picked, seeds, middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static boolean isMet(
      Criterion.Level criterion, NormalExtremes picked, int seeds, double sd) {
    PublishedMean paper = PublishedMean.of(criterion, picked, 1, sd);
    LevelDifference hit =
        LevelDifference.of(criterion, picked, 1, new Sample(seeds, paper.mean(), sd));
    return criterion.margin()
        >= (criterion.shows() == Shows.EQUIVALENCE
            ? Math.max(hit.overWith(criterion.alpha()), hit.underWith(criterion.alpha()))
            : hit.overWith(criterion.alpha()));
  }
}
