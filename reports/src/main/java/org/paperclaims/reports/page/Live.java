package org.paperclaims.reports.page;

import java.util.List;

/** A laboratory at work. */
public record Live(
    int runs, int done, int reused, int failed, List<Line> lines, List<String> notes) {
  public Live {
    lines = List.copyOf(lines);
    notes = List.copyOf(notes);
  }

  /**
   * A run at work.
   *
   * @param share of its steps that are done, from 0 to 1
   */
  public record Line(
      String name, String epoch, String share, String loss, String speed, String left) {}
}
