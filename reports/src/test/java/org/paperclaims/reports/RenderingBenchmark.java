package org.paperclaims.reports;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.paperclaims.harness.suite.SuiteResult;

/**
 * Renders 200 claims on 10,000 runs into the folder given, and prints how long it took. Run with
 * {@code -Xmx1g} to see that a heap of 1 GB is enough.
 */
final class RenderingBenchmark {
  private RenderingBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    SuiteResult suite = MadeUpSuite.large(200, 50);
    long start = System.nanoTime();
    ReportSite.write(suite, Path.of(arguments[0]));
    System.out.println("rendered in " + Duration.ofNanos(System.nanoTime() - start));
  }
}
