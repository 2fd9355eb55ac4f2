package org.paperclaims.reports;

/**
 * What a report says about itself.
 *
 * @param title of the site, such as the paper's name
 * @param commit that the suite ran at; empty if unknown
 * @param dirty whether the checkout had changes that no commit holds
 * @param command that makes this report again
 */
public record ReportOptions(String title, String commit, boolean dirty, String command) {
  /** Give options for a suite that says nothing more about itself. */
  public static ReportOptions defaults() {
    return new ReportOptions("Paper Claims", "", false, "mvn verify -Pclaims");
  }

  /** Give the same options with another title. */
  public ReportOptions withTitle(String newTitle) {
    return new ReportOptions(newTitle, commit, dirty, command);
  }

  /** Give the same options with the commit that the suite ran at. */
  public ReportOptions withCommit(String newCommit, boolean isDirty) {
    return new ReportOptions(title, newCommit, isDirty, command);
  }

  /** Give the same options with the command that makes this report again. */
  public ReportOptions withCommand(String newCommand) {
    return new ReportOptions(title, commit, dirty, newCommand);
  }
}
