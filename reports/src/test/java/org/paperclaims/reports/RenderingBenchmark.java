package org.paperclaims.reports;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.paperclaims.harness.suite.SuiteResult;

/**
 * Reads, judges and renders a store of 200 claims with 10,000 runs, and prints time and heap. Not
 * part of the build; {@code docs/reports.md} has the command. Properties: {@code rendering.claims},
 * {@code rendering.seeds}, and {@code rendering.folder}, whose store is made once and used again.
 */
class RenderingBenchmark {
  @Test
  void renders_many_runs() throws IOException {
    int claims = Integer.getInteger("rendering.claims", 200);
    int seeds = Integer.getInteger("rendering.seeds", 25);
    Path folder = Path.of(System.getProperty("rendering.folder", "target/rendering"));
    MadeUpStore store = new MadeUpStore(folder.resolve("results"), claims, seeds);
    store.fill();
    System.gc();
    ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
    long start = System.nanoTime();
    SuiteResult suite = store.judged();
    long judged = System.nanoTime();
    ReportSite.write(suite, folder.resolve("report"));
    long written = System.nanoTime();
    long peak =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .mapToLong(pool -> pool.getPeakUsage().getUsed())
            .sum();
    print("runs, claims", 2 * claims * seeds + ", " + claims);
    print("read and judged, s", seconds(judged - start));
    print("rendered, s", seconds(written - judged));
    print("both, s", seconds(written - start));
    print("peak heap, MiB, of", (peak >> 20) + ", " + (Runtime.getRuntime().maxMemory() >> 20));
    print("index.html, KiB", Files.size(folder.resolve("report/index.html")) / 1024);
    print(
        "load average, cores",
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()
            + ", "
            + Runtime.getRuntime().availableProcessors());
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.1f", nanos / 1e9);
  }

  private static void print(String what, Object found) {
    System.out.printf("%-22s %s%n", what, found);
  }
}
