package org.paperclaims.reports.page;

import java.util.List;
import java.util.Optional;

/**
 * A claim.
 *
 * @param mark of all its cases together
 * @param paper title of the paper
 * @param link where the paper can be read; empty where that is unknown
 * @param linkText such as {@code arXiv 1709.07634}
 * @param where in the paper
 * @param record the catalogue's file and line
 * @param notAttempted why nothing was run; empty where something was
 * @param heading names what the estimates of the cases are, and which of them speak for the claim
 * @param interval heads the column of intervals, such as {@code 95 % interval}
 * @param figures of all cases together
 */
public record ClaimPage(
    Frame frame,
    String id,
    String statement,
    Mark mark,
    String paper,
    String link,
    String linkText,
    String where,
    String quote,
    String doubt,
    String criterion,
    String record,
    Optional<String> notAttempted,
    String heading,
    String interval,
    List<Figure> figures,
    List<CasePart> cases) {
  public ClaimPage {
    figures = List.copyOf(figures);
    cases = List.copyOf(cases);
  }

  /**
   * A case of the claim.
   *
   * @param headline estimate in words
   * @param detectable the minimum detectable effect with its unit; a dash if unknown
   * @param further how many more seeds would decide; empty if decided or unknown
   * @param experiment sentences that say what was done
   */
  public record CasePart(
      String anchor,
      Finding finding,
      String estimateMeaning,
      String confidence,
      String detectable,
      String further,
      List<String> experiment,
      String metric,
      boolean twoEpochs,
      List<ArmRow> arms,
      List<Fact> tests,
      List<String> testsP,
      List<Figure> figures,
      List<RunRow> runs) {
    public CasePart {
      experiment = List.copyOf(experiment);
      arms = List.copyOf(arms);
      tests = List.copyOf(tests);
      testsP = List.copyOf(testsP);
      figures = List.copyOf(figures);
      runs = List.copyOf(runs);
    }
  }

  /**
   * An arm in short.
   *
   * @param mean over seeds with standard deviation, of the criterion's metric
   * @param best the same of the best epoch's test error
   */
  public record ArmRow(
      String name,
      String role,
      String architecture,
      String erasure,
      String erasureWords,
      int n,
      String mean,
      String interval,
      String best) {}

  /**
   * A run in short.
   *
   * @param outcome empty where it completed
   * @param last the criterion's metric
   * @param best the best epoch's test error, and which epoch that was
   */
  public record RunRow(
      String arm,
      long seed,
      String href,
      String fingerprint,
      String outcome,
      String last,
      String best,
      String bestEpoch,
      String trainLoss,
      String seconds) {}
}
