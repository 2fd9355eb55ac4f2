package org.paperclaims.harness.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.harness.run.EpochRow;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.store.LedgerFile;
import org.paperclaims.harness.store.RunStore;
import org.paperclaims.harness.suite.Catalogues;
import org.paperclaims.harness.suite.ClaimSuite;
import org.paperclaims.harness.suite.JudgedBefore;
import org.paperclaims.harness.suite.RunSource;
import org.paperclaims.harness.suite.StoredRuns;
import org.paperclaims.harness.suite.SuiteCase;
import org.paperclaims.harness.suite.SuitePlan;
import org.paperclaims.harness.suite.SuiteSettings;

/**
 * Says what a row costs in a ledger of 100 rows and in a large one, and how long the large one
 * takes to be read and judged. Rows are added to both in turns, so that a busy machine falls on
 * both. The runs are made up, of 160 epochs each; the cases that need them are judged on 10 seeds.
 *
 * <p>Arguments, all optional: rows (10000), a folder to write to (a new one for temporary files,
 * which stays). With {@code JAVA_TOOL_OPTIONS=-Xmx1g} it shows too that 1 GB is enough.
 */
public final class LedgerScale {
  private static final int SMALL = 100;
  private static final int SEEDS = 10;
  private static final int EPOCHS = 160;
  private static final int MEASURED = 100;

  private LedgerScale() {}

  /** Print the costs. */
  public static void main(String[] arguments) throws IOException {
    int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
    Path folder =
        arguments.length > 1
            ? Files.createDirectories(Path.of(arguments[1]))
            : Files.createTempDirectory("ledger-scale");
    SuiteSettings settings = settings(folder, rows);
    SuitePlan plan = SuitePlan.of(Catalogues.all(settings.catalogues()), settings);
    List<RunRecord> runs = runs(settings, plan).subList(0, rows);
    add(folder, runs);
    read(folder, settings, plan);
  }

  private static void add(Path folder, List<RunRecord> runs) {
    int before = runs.size() - MEASURED;
    double[] small = new double[MEASURED];
    double[] large = new double[MEASURED];
    Consumer<String> report = line -> System.out.println(line);
    try (RunStore few = RunStore.open(folder.resolve("few"), report);
        RunStore many = RunStore.open(folder.resolve("many"), report)) {
      runs.subList(0, SMALL).forEach(few.ledger()::add);
      long begin = System.nanoTime();
      runs.subList(0, before).forEach(many.ledger()::add);
      System.out.printf(
          Locale.ROOT, "%d rows added in %.1f s%n", before, (System.nanoTime() - begin) / 1e9);
      for (int i = 0; i < MEASURED; i++) {
        RunRecord run = runs.get(before + i);
        small[i] = seconds(() -> few.ledger().add(run));
        large[i] = seconds(() -> many.ledger().add(run));
      }
    }
    System.out.printf(
        Locale.ROOT,
        "a row after %d to %d rows: %.3f ms; after %d to %d: %.3f ms; ratio %.2f (medians)%n",
        SMALL,
        SMALL + MEASURED,
        1e3 * median(small),
        before,
        runs.size(),
        1e3 * median(large),
        median(large) / median(small));
  }

  private static void read(Path folder, SuiteSettings settings, SuitePlan plan) throws IOException {
    Path file = folder.resolve("many").resolve(LedgerFile.NAME);
    long begin = System.nanoTime();
    LedgerFile ledger = LedgerFile.read(file);
    new JudgedBefore(ledger.table(), settings.tier()).refuseOthersThan(plan);
    List<RunRecord> records = ledger.records();
    double read = (System.nanoTime() - begin) / 1e9;
    ClaimSuite suite = new ClaimSuite(settings, plan, new StoredRuns(records));
    int judged = 0;
    for (SuiteCase c : plan.cases()) {
      judged += suite.run(c).judgement().n() > 0 ? 1 : 0;
    }
    double all = (System.nanoTime() - begin) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%d records of %.0f MB read in %.2f s, %d cases judged after %.2f s; heap at most %.0f MB%n",
        records.size(),
        Files.size(file) / 1e6,
        read,
        judged,
        all,
        peakHeap() / 1e6);
  }

  private static double peakHeap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(p -> p.getType() == java.lang.management.MemoryType.HEAP)
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToDouble(u -> u.getUsed())
        .sum();
  }

  private static double seconds(Runnable work) {
    long begin = System.nanoTime();
    work.run();
    return (System.nanoTime() - begin) / 1e9;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** Write a catalogue whose cases need so many runs, and settings that name it. */
  private static SuiteSettings settings(Path folder, int rows) throws IOException {
    int cases = (rows + 2 * SEEDS - 1) / (2 * SEEDS);
    StringBuilder architectures = new StringBuilder("stack-2-w1");
    for (int width = 2; width <= cases; width++) {
      // A catalogue's lines have a longest length.
      architectures.append(width % 50 == 0 ? ",\n          " : ", ");
      architectures.append("stack-2-w").append(width);
    }
    Path catalogue =
        Files.writeString(
            folder.resolve("claims.yaml"),
            """
            paper: a paper
            claims:
              - id: made-up
                statement: One of two arms ends lower.
                source: {where: nowhere}
                criterion: {kind: effect, metric: test_error, better: lower, alpha: 0.05, margin: 0, test: paired-t}
                correction: holm
                control: {erase: none}
                treatment: {erase: last@100%%}
                tiers:
                  smoke: {architecture: [%s], dataset: linear-teacher, images: 100, test_images: 50, recipe: small, epochs: %d, batch: 25, learning_rate: 0.05, seeds: %d}
                  reduced: {not_attempted: Not needed.}
                  full: {not_attempted: Not needed.}
            """
                .formatted(architectures, EPOCHS, SEEDS));
    Map<String, String> properties =
        Map.of(
            "claims.engine", "torch",
            "claims.catalogues", catalogue.toString(),
            "claims.include", "made-up");
    return SuiteSettings.from(name -> Optional.ofNullable(properties.get(name)));
  }

  private static List<RunRecord> runs(SuiteSettings settings, SuitePlan plan) {
    RunSource noData =
        new RunSource() {
          @Override
          public String datasetChecksum(DatasetSpec dataset) {
            return "c0ffee";
          }

          @Override
          public List<RunRecord> records(List<RunSpec> specs) {
            throw new UnsupportedOperationException("runs are made up here");
          }
        };
    ClaimSuite suite = new ClaimSuite(settings, plan, noData);
    List<RunRecord> runs = new ArrayList<>();
    for (SuiteCase c : plan.cases()) {
      suite.specs(c).forEach(spec -> runs.add(run(spec)));
    }
    return runs;
  }

  private static RunRecord run(RunSpec spec) {
    String fingerprint = Fingerprint.of(spec);
    // Differs from run to run as the fingerprint does, and not by which arm it is.
    double error = 10 + Integer.parseInt(fingerprint.substring(0, 6), 16) / 1e7;
    List<EpochRow> epochs =
        IntStream.rangeClosed(1, EPOCHS)
            .mapToObj(
                e ->
                    new EpochRow(
                        e, 0.1 / 3, error / e, error + 1.0 / e, error / e / 3, error, 7e3 / e))
            .toList();
    return new RunRecord(
        fingerprint,
        spec,
        RunRecord.Outcome.COMPLETED,
        "",
        epochs,
        Map.of("test_error", error),
        Map.of("commit", "abc"),
        100 + error);
  }
}
