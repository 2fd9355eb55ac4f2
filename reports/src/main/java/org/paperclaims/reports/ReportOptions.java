package org.paperclaims.reports;

import java.util.List;
import java.util.Optional;
import org.paperclaims.harness.suite.CaseResult;
import org.paperclaims.harness.suite.DeclaredProtocol;

/**
 * The facts that a report gives about itself.
 *
 * @param title of the site, such as the paper's name
 * @param commit that the suite ran at; empty if unknown
 * @param dirty whether the checkout had changes that no commit holds
 * @param command that makes this report again
 * @param history of the verdicts, for the page of that name
 * @param protocol that was declared before the first run, if one was
 * @param editions the cases of earlier editions with the same seeds
 * @param beside verdicts of other results folders; the first page has those at other tiers that
 *     differ
 */
public record ReportOptions(
    String title,
    String commit,
    boolean dirty,
    String command,
    History history,
    Optional<DeclaredProtocol> protocol,
    List<List<CaseResult>> editions,
    History beside) {
  public ReportOptions {
    editions = List.copyOf(editions);
  }

  /** Make options for a report without a history. */
  public ReportOptions(String title, String commit, boolean dirty, String command) {
    this(
        title, commit, dirty, command, History.none(), Optional.empty(), List.of(), History.none());
  }

  /** Give options for a suite that says nothing more about itself. */
  public static ReportOptions defaults() {
    return new ReportOptions("Paper Claims", "", false, "mvn verify -Pclaims");
  }

  /** Give the same options with another title. */
  public ReportOptions withTitle(String newTitle) {
    return new ReportOptions(newTitle, commit, dirty, command, history, protocol, editions, beside);
  }

  /** Give the same options with the commit that the suite ran at. */
  public ReportOptions withCommit(String newCommit, boolean isDirty) {
    return new ReportOptions(
        title, newCommit, isDirty, command, history, protocol, editions, beside);
  }

  /** Give the same options with the command that makes this report again. */
  public ReportOptions withCommand(String newCommand) {
    return new ReportOptions(title, commit, dirty, newCommand, history, protocol, editions, beside);
  }

  /** Give the same options with what ledgers say about earlier verdicts. */
  public ReportOptions withHistory(History newHistory) {
    return new ReportOptions(title, commit, dirty, command, newHistory, protocol, editions, beside);
  }

  /** Give the same options with what was declared before the first run. */
  public ReportOptions withProtocol(Optional<DeclaredProtocol> newProtocol) {
    return new ReportOptions(title, commit, dirty, command, history, newProtocol, editions, beside);
  }

  /** Give the same options with the cases of earlier editions with the same seeds. */
  public ReportOptions withEditions(List<List<CaseResult>> newEditions) {
    return new ReportOptions(title, commit, dirty, command, history, protocol, newEditions, beside);
  }

  /** Give the same options with the verdicts of other results folders. */
  public ReportOptions withBeside(History newBeside) {
    return new ReportOptions(title, commit, dirty, command, history, protocol, editions, newBeside);
  }
}
