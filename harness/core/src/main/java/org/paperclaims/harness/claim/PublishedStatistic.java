package org.paperclaims.harness.claim;

/** What the paper's number is. */
public enum PublishedStatistic {
  SINGLE_RUN,
  BEST_OF_N,
  MEDIAN_OF_N,
  MEAN_OF_N
}
