package org.paperclaims.reports.page;

import java.util.List;
import java.util.Optional;

/** The verdicts of earlier suites about the claims of this one. */
public record HistoryPage(Frame frame, List<Group> groups) {
  public HistoryPage {
    groups = List.copyOf(groups);
  }

  /** A claim's cases. */
  public record Group(String anchor, String statement, String href, List<Case> cases) {
    public Group {
      cases = List.copyOf(cases);
    }

    /** Say of steps in the estimates: once, where the same can be said of every case. */
    public List<String> steps() {
      List<String> distinct = cases.stream().map(Case::steps).distinct().toList();
      return distinct.size() == 1
          ? distinct
          : cases.stream().map(c -> c.name() + ", " + c.engine() + ": " + c.steps()).toList();
    }
  }

  /**
   * A case over time.
   *
   * @param steps what can be said about steps in the estimates
   */
  public record Case(
      String name, String href, String tier, String engine, List<Line> lines, String steps) {
    public Case {
      lines = List.copyOf(lines);
    }
  }

  /**
   * A judgement; the bars of a case share one scale.
   *
   * @param when date and time of the first suite that made it
   * @param times how many suites in a row made it, in words; empty for one
   */
  public record Line(
      String when,
      String commit,
      String times,
      Mark mark,
      String estimate,
      String interval,
      Optional<IntervalBar> bar,
      String n,
      String p) {}
}
