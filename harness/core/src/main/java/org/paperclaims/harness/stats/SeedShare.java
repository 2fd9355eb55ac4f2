package org.paperclaims.harness.stats;

import java.util.List;

/**
 * The share of a gain's variance that its seed fixes, told by editions that repeat the same seeds:
 * a mixed model with a mean for each case, a random effect for each seed of a case and what differs
 * from edition to edition, by the mean squares of its analysis of variance (Searle, Casella and
 * McCulloch 1992, chapter 3), joined over cases.
 *
 * @param share from 0, where an edition with the same seeds is all new evidence, to 1, where it is
 *     none
 * @param editions how many
 */
public record SeedShare(double share, int editions) {
  /**
   * Take the gains of every case.
   *
   * @param cases for each case and each edition the gains by seed, in one order of the seeds; two
   *     editions or more, as many of each case, and two seeds or more
   */
  public static SeedShare of(List<List<double[]>> cases) {
    int editions = cases.get(0).size();
    double between = 0;
    double within = 0;
    int betweenDegrees = 0;
    int withinDegrees = 0;
    for (List<double[]> gains : cases) {
      int seeds = gains.get(0).length;
      if (gains.size() != editions || editions < 2 || seeds < 2) {
        throw new IllegalArgumentException(
            "two editions or more of each case and two seeds or more are needed");
      }
      double[] bySeed = new double[seeds];
      double[] byEdition = new double[editions];
      double mean = 0;
      for (int e = 0; e < editions; e++) {
        for (int s = 0; s < seeds; s++) {
          double gain = gains.get(e)[s];
          bySeed[s] += gain / editions;
          byEdition[e] += gain / seeds;
          mean += gain / seeds / editions;
        }
      }
      for (int s = 0; s < seeds; s++) {
        between += editions * Math.pow(bySeed[s] - mean, 2);
        for (int e = 0; e < editions; e++) {
          within += Math.pow(gains.get(e)[s] - bySeed[s] - byEdition[e] + mean, 2);
        }
      }
      betweenDegrees += seeds - 1;
      withinDegrees += (seeds - 1) * (editions - 1);
    }
    double residual = within / withinDegrees;
    double ofSeeds = Math.max(0, (between / betweenDegrees - residual) / editions);
    double all = ofSeeds + residual;
    return new SeedShare(all == 0 ? 1 : ofSeeds / all, editions);
  }

  /** Give the variance of a mean over editions and seeds, as a share of that of one edition. */
  public double ofMean() {
    return share + (1 - share) / editions;
  }
}
