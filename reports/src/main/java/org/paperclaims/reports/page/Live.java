package org.paperclaims.reports.page;

import java.util.List;

/**
 * A laboratory at work.
 *
 * @param runs of the suite, as far as they are known
 * @param done runs that ended, or were found in the store
 * @param reused of them, those that were found
 * @param failed of them, those that did not complete
 * @param percent of the runs that are done
 * @param report where the report lies once the suite has ended; empty while it is at work
 */
public record Live(
    int runs,
    int done,
    int reused,
    int failed,
    String percent,
    List<Line> lines,
    List<Ended> ended,
    List<String> notes,
    String report) {
  public Live {
    lines = List.copyOf(lines);
    ended = List.copyOf(ended);
    notes = List.copyOf(notes);
  }

  /** Give how many runs have not begun. */
  public int waiting() {
    return Math.max(0, runs - done - lines.size());
  }

  /**
   * A run at work.
   *
   * @param percent of its steps that are done
   * @param curve of its loss, epoch by epoch
   */
  public record Line(
      String name,
      String epoch,
      String percent,
      String loss,
      String speed,
      String left,
      Sparkline curve) {}

  /** A run that ended: how, its final number, and the time it took. */
  public record Ended(String name, boolean completed, String outcome, String time) {}
}
