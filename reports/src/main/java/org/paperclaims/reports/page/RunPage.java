package org.paperclaims.reports.page;

import java.util.List;

/**
 * A run.
 *
 * @param outcome how it ended, and why if it did not complete
 * @param spec what fixes it
 * @param usedBy the cases that rest on it
 */
public record RunPage(
    Frame frame,
    String fingerprint,
    String title,
    String outcome,
    boolean completed,
    List<Fact> metrics,
    List<Fact> spec,
    List<Link> usedBy,
    List<EpochLine> epochs,
    List<Sparkline> curves,
    List<Fact> environment) {
  public RunPage {
    metrics = List.copyOf(metrics);
    spec = List.copyOf(spec);
    usedBy = List.copyOf(usedBy);
    epochs = List.copyOf(epochs);
    curves = List.copyOf(curves);
    environment = List.copyOf(environment);
  }

  /** An epoch, ready to be written. */
  public record EpochLine(
      int epoch,
      boolean best,
      String learningRate,
      String trainLoss,
      String testLoss,
      String testError,
      String speed) {}
}
