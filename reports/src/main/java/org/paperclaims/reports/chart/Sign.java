package org.paperclaims.reports.chart;

/** What a verdict says, as charts tell verdicts apart; the order is that of a look's colours. */
public enum Sign {
  REPRODUCED,
  REFUTED,
  OPEN,
  /** A verdict that the record expects, or of a given model. */
  OTHER
}
