package org.paperclaims.reports;

import java.io.IOException;
import java.nio.file.Path;

/** Writes the made-up suite's report into a folder, in a machine of its own. */
final class ReportMaker {
  private ReportMaker() {}

  public static void main(String[] folder) throws IOException {
    ReportSite.write(MadeUpSuite.small(), MadeUpSuite.options(), Path.of(folder[0]));
  }
}
