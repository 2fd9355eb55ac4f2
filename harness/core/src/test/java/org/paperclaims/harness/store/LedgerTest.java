package org.paperclaims.harness.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.judge.Judgement;
import org.paperclaims.harness.run.EpochRow;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.run.Specs;
import tech.tablesaw.api.Table;

/** A ledger grows by rows, keeps every row that it has, and says what it sets aside. */
class LedgerTest {
  @TempDir Path results;
  private Path file = Path.of("");
  private final List<String> reports = new ArrayList<>();

  @BeforeEach
  void nameTheFile() {
    file = results.resolve("ledger.csv");
  }

  private RunStore open() {
    return RunStore.open(results, reports::add);
  }

  /** Open a store that syncs nothing: many rows are written, and no power is cut. */
  private RunStore openUnsynced() {
    return RunStore.open(results, reports::add, Duration.ofSeconds(60), new UnsyncedDisk());
  }

  private static VerdictRow verdict(String claim) {
    return new VerdictRow(
        claim,
        "a case",
        "smoke",
        "fake",
        "test_error",
        Judgement.without(Verdict.INVALID, "its runs failed"),
        Map.of());
  }

  private static RunRecord longRun(int seed, int epochs) {
    RunSpec spec = Specs.training(seed);
    List<EpochRow> rows =
        IntStream.rangeClosed(1, epochs)
            .mapToObj(e -> new EpochRow(e, 0.1 / e, 2.0 / e, 60.0 / e, 2.1 / e, 61.0 / e, 7e3 + e))
            .toList();
    return new RunRecord(
        Fingerprint.of(spec),
        spec,
        RunRecord.Outcome.COMPLETED,
        "",
        rows,
        Map.of("test_error", 61.0 / epochs),
        Map.of("commit", "abc"),
        12.5);
  }

  /** Give a run whose row takes some 100 kB. */
  private static RunRecord told(int seed) {
    RunSpec spec = Specs.training(seed);
    return new RunRecord(
        Fingerprint.of(spec),
        spec,
        RunRecord.Outcome.COMPLETED,
        "",
        List.of(),
        Map.of("test_error", 5.0),
        Map.of("commit", "a long story, ".repeat(7_500)),
        12.5);
  }

  private static List<String> ids(Table table) {
    return table.stringColumn("id").asList();
  }

  @Test
  void rows_are_added_at_the_end_and_what_was_there_is_not_written_again() throws IOException {
    try (RunStore store = open()) {
      store.ledger().add(RunStoreTest.run(Specs.training(1)));
      byte[] before = Files.readAllBytes(file);
      Object same = Files.readAttributes(file, "unix:ino").get("ino");
      store.ledger().add(verdict("a-claim"));
      assertThat(Files.readString(file))
          .startsWith(new String(before, StandardCharsets.ISO_8859_1));
      assertThat(Files.readAttributes(file, "unix:ino")).containsEntry("ino", same);
      assertThat(store.ledger().table().rowCount()).isEqualTo(2);
    }
  }

  @Tag("long")
  @Test
  void a_ledger_of_more_than_256_mebibytes_loses_nothing_and_is_never_taken_for_corrupt()
      throws IOException {
    // Few and long, because the writing of many numbers takes minutes; LedgerScale has many short
    // ones.
    int rows = 2_700;
    List<String> expected = new ArrayList<>();
    try (RunStore store = openUnsynced()) {
      store.ledger().add(verdict("before"));
      expected.add("before");
      for (int seed = 0; seed < rows; seed++) {
        RunRecord run = told(seed);
        store.ledger().add(run);
        expected.add(run.fingerprint());
      }
    }
    assertThat(Files.size(file)).isGreaterThan(256L << 20);
    try (RunStore later = openUnsynced()) {
      later.ledger().add(verdict("after"));
      expected.add("after");
      assertThat(later.ledger().problems()).isEmpty();
      assertThat(ids(later.ledger().table())).isEqualTo(expected);
    }
    assertThat(LedgerFile.read(file).records()).hasSize(rows).contains(told(rows / 2));
    assertThat(reports).isEmpty();
    assertThat(results.resolve("quarantine")).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 100, 300})
  void a_last_row_that_was_cut_off_is_set_aside_aloud_and_all_before_it_stands(int left)
      throws IOException {
    try (RunStore store = open()) {
      store.ledger().add(verdict("whole"));
      long whole = Files.size(file);
      store.ledger().add(RunStoreTest.run(Specs.training(1)));
      cut(whole + left);
    }
    List<String> said = new ArrayList<>();
    assertThat(ids(LedgerFile.of(results, said::add).table())).containsExactly("whole");
    assertThat(said).singleElement().asString().contains("its last row", "cut off", "left out");
    try (RunStore store = open()) {
      store.ledger().add(verdict("after"));
      assertThat(ids(store.ledger().table())).containsExactly("whole", "after");
      assertThat(store.ledger().problems()).isEmpty();
    }
    assertThat(reports).singleElement().asString().contains("the last row was cut off");
    assertThat(quarantined()).singleElement().asString().hasSize(left + 1);
  }

  @Test
  void a_last_row_of_which_nothing_is_missing_but_its_end_is_a_row() throws IOException {
    try (RunStore store = open()) {
      store.ledger().add(verdict("first"));
      cut(Files.size(file) - 1);
      assertThat(store.ledger().problems()).isEmpty();
    }
    try (RunStore store = open()) {
      store.ledger().add(verdict("second"));
      assertThat(ids(store.ledger().table())).containsExactly("first", "second");
    }
    assertThat(reports).isEmpty();
  }

  private void cut(long size) throws IOException {
    try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
      cut.setLength(size);
    }
  }

  @Test
  void a_damaged_row_in_the_middle_is_kept_in_quarantine_and_the_rows_around_it_stand()
      throws IOException {
    try (RunStore store = open()) {
      store.ledger().add(verdict("first"));
      store.ledger().add(RunStoreTest.run(Specs.training(1)));
      store.ledger().add(verdict("third"));
    }
    Files.writeString(file, Files.readString(file).replaceFirst(",12\\.5,", ",11.5,"));
    try (RunStore store = open()) {
      store.ledger().add(verdict("fourth"));
      assertThat(ids(store.ledger().table())).containsExactly("first", "third", "fourth");
      assertThat(store.ledger().problems()).isEmpty();
    }
    assertThat(reports).singleElement().asString().contains("1 of 3 rows does not verify");
    assertThat(quarantined()).singleElement().asString().contains("11.5");
  }

  @Test
  void a_line_longer_than_any_row_is_set_aside_and_hides_no_row() throws IOException {
    try (RunStore store = open()) {
      store.ledger().add(verdict("first"));
    }
    byte[] noise = "x".repeat(LedgerLines.LONGEST + 1).getBytes(StandardCharsets.ISO_8859_1);
    Files.write(file, noise, StandardOpenOption.APPEND);
    Files.writeString(file, "\n", StandardOpenOption.APPEND);
    try (RunStore store = open()) {
      store.ledger().add(verdict("second"));
      assertThat(ids(store.ledger().table())).containsExactly("first", "second");
    }
    assertThat(reports).singleElement().asString().contains("1 of 2 rows does not verify");
  }

  @Test
  void stores_that_share_a_folder_see_the_rows_of_one_another() {
    RunRecord run = RunStoreTest.run(Specs.training(1));
    try (RunStore one = open();
        RunStore other = open()) {
      one.ledger().add(verdict("first"));
      other.ledger().add(run);
      one.ledger().add(run);
      other.ledger().add(run);
      one.ledger().add(verdict("last"));
      assertThat(ids(other.ledger().table())).containsExactly("first", run.fingerprint(), "last");
    }
    assertThat(reports).isEmpty();
  }

  @Test
  void a_store_whose_ledger_another_replaced_reads_it_from_the_start() throws IOException {
    RunRecord run = RunStoreTest.run(Specs.training(1));
    try (RunStore one = open();
        RunStore other = open()) {
      one.ledger().add(run);
      one.ledger().add(verdict("lost"));
      one.ledger().add(verdict("lost, too"));
      Files.delete(file);
      other.ledger().add(verdict("first"));
      other.ledger().add(RunStoreTest.run(Specs.training(2)));
      other.ledger().add(RunStoreTest.run(Specs.training(3)));
      one.ledger().add(run);
      assertThat(ids(one.ledger().table())).hasSize(4).endsWith(run.fingerprint());
    }
  }

  @Test
  void many_writers_at_once_lose_no_row_and_mix_none() throws Exception {
    int writers = 4;
    int rows = 25;
    List<RunStore> stores = IntStream.range(0, writers).mapToObj(i -> openUnsynced()).toList();
    List<Thread> threads =
        IntStream.range(0, writers)
            .mapToObj(
                w ->
                    new Thread(
                        () ->
                            IntStream.range(0, rows)
                                .forEach(
                                    r -> stores.get(w).ledger().add(longRun(w * rows + r, 20)))))
            .toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    stores.forEach(RunStore::close);
    LedgerFile ledger = LedgerFile.read(file);
    assertThat(ledger.damage()).isEmpty();
    assertThat(ledger.records()).hasSize(writers * rows);
    assertThat(ledger.rows()).hasSize(writers * rows);
    assertThat(reports).isEmpty();
  }

  @Test
  void who_lost_the_lease_while_adding_a_row_looks_whether_it_is_there_and_adds_it_once()
      throws IOException {
    AtomicInteger appended = new AtomicInteger();
    Disk frozen =
        new UnsyncedDisk() {
          @Override
          public void append(Path path, byte[] bytes) throws IOException {
            if (appended.getAndIncrement() == 0) {
              // Another took the lease over, because this process gave no sign of life.
              Path lease = results.resolve("leases").resolve("ledger.lease");
              Files.delete(lease);
            }
            super.append(path, bytes);
          }
        };
    try (RunStore store = RunStore.open(results, reports::add, Duration.ofSeconds(60), frozen)) {
      store.ledger().add(verdict("once"));
      assertThat(ids(store.ledger().table())).containsExactly("once");
    }
    assertThat(appended).hasValue(1);
  }

  private List<String> quarantined() throws IOException {
    try (var files = Files.walk(results.resolve("quarantine"))) {
      List<String> kept = new ArrayList<>();
      for (Path one : files.filter(f -> f.endsWith("ledger.csv")).toList()) {
        kept.add(Files.readString(one, StandardCharsets.ISO_8859_1));
      }
      return kept;
    }
  }

  /** Write a ledger whose rows were added by machines with clocks of their own. */
  private void ledgerOf(RunRecord first, String atFirst, RunRecord then, String atThen)
      throws IOException {
    try (RunStore store = open()) {
      store.ledger().add(first);
      store.ledger().addAgain(then);
    }
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    int column = LedgerRow.COLUMNS.indexOf("time");
    for (int i = 1; i <= 2; i++) {
      String row = lines.get(i).substring(0, lines.get(i).lastIndexOf(','));
      String time = row.split(",", column + 2)[column];
      lines.set(i, LedgerFile.seal(row.replace(time, i == 1 ? atFirst : atThen)));
    }
    Files.write(file, lines);
  }

  private static RunRecord failed(RunRecord run) {
    return new RunRecord(
        run.fingerprint(),
        run.spec(),
        RunRecord.Outcome.FAILED,
        "the heap is full",
        List.of(),
        Map.of(),
        run.environment(),
        1);
  }

  private static RunRecord with(RunRecord run, String metric, double value) {
    Map<String, Double> metrics = new TreeMap<>(run.metrics());
    metrics.put(metric, value);
    return run.withMetrics(metrics);
  }

  @Test
  void a_failure_on_a_machine_whose_clock_is_fast_hides_no_run_that_ended() throws IOException {
    RunRecord run = longRun(1, 2);
    ledgerOf(failed(run), "2026-01-01T00:05:00Z", run, "2026-01-01T00:00:00Z");
    assertThat(LedgerFile.read(file).records()).containsExactly(run);
  }

  @Test
  void a_row_that_tells_more_of_a_run_is_kept_whatever_the_clocks_say() throws IOException {
    RunRecord run = longRun(1, 2);
    RunRecord more = with(run, "dead_share", 0.25);
    ledgerOf(run, "2026-01-01T00:05:00Z", more, "2026-01-01T00:00:00Z");
    assertThat(LedgerFile.read(file).records()).containsExactly(more);
  }
}
