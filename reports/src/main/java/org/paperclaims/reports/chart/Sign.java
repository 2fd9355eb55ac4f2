package org.paperclaims.reports.chart;

/** The kinds of verdicts that charts tell apart, in the order of a look's colours. */
public enum Sign {
  REPRODUCED,
  REFUTED,
  OPEN,
  /** A verdict that the record expects, or of a given model. */
  OTHER
}
