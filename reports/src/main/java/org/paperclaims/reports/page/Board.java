package org.paperclaims.reports.page;

import java.util.List;
import java.util.Optional;

/**
 * The first page: which papers claim what, and what holds.
 *
 * @param lead one sentence that sums the suite up
 * @param papers of which claims were judged
 * @param idle papers of which none was
 * @param tallies how many claims have each mark; those that none has are left out
 */
public record Board(
    Frame frame,
    String title,
    String lead,
    List<Tally> tallies,
    List<PaperPart> papers,
    List<PaperPart> idle,
    List<Fact> facts,
    String command) {
  public Board {
    tallies = List.copyOf(tallies);
    papers = List.copyOf(papers);
    idle = List.copyOf(idle);
    facts = List.copyOf(facts);
  }

  /**
   * A mark's share.
   *
   * @param percent of all, for the width of a bar
   */
  public record Tally(Mark mark, int count, String percent) {}

  /**
   * A paper with its claims.
   *
   * @param authors with the year; empty where a text alone names the paper
   * @param link where it can be read; empty where that is unknown
   * @param linkText such as {@code arXiv 1709.07634}
   * @param setting what was done at this tier, in plain words
   * @param warnings why the numbers may say little
   * @param claims that were attempted
   * @param figures across its claims
   * @param left claims that were not, with the reason
   */
  public record PaperPart(
      String anchor,
      String name,
      String authors,
      String link,
      String linkText,
      List<Tally> tallies,
      List<String> setting,
      List<String> warnings,
      List<Row> claims,
      List<Figure> figures,
      List<Left> left) {
    public PaperPart {
      tallies = List.copyOf(tallies);
      setting = List.copyOf(setting);
      warnings = List.copyOf(warnings);
      claims = List.copyOf(claims);
      figures = List.copyOf(figures);
      left = List.copyOf(left);
    }
  }

  /**
   * A claim: one mark, one sentence, how large and how sure.
   *
   * @param cases how many of its cases have which verdict; empty for one case
   * @param notes what a reader must know: deviations that were not expected, warnings
   */
  public record Row(
      Mark mark,
      String id,
      String statement,
      String href,
      String size,
      String sure,
      String cases,
      Optional<Strip> strip,
      List<String> notes) {
    public Row {
      notes = List.copyOf(notes);
    }
  }

  /** A claim that was not attempted. */
  public record Left(String id, String statement, String href, String reason) {}
}
