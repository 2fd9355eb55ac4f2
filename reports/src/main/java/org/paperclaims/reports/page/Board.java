package org.paperclaims.reports.page;

import java.util.List;

/**
 * The first page: all verdicts.
 *
 * @param lead one sentence that sums the suite up
 * @param tallies how many cases have each verdict; those that none has are left out
 */
public record Board(
    Frame frame,
    String title,
    String lead,
    List<Tally> tallies,
    List<Row> claims,
    List<Fact> facts,
    String command) {
  public Board {
    tallies = List.copyOf(tallies);
    claims = List.copyOf(claims);
    facts = List.copyOf(facts);
  }

  /**
   * A verdict's share.
   *
   * @param percent of all cases, for the width of a bar
   */
  public record Tally(Mark mark, int count, String percent) {}

  /** A claim with its cases. */
  public record Row(String id, String statement, String href, List<Finding> findings) {
    public Row {
      findings = List.copyOf(findings);
    }
  }
}
