package org.paperclaims.harness.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.engine.Tensor;
import org.paperclaims.harness.judge.Judgement;
import org.paperclaims.harness.run.Correctness;
import org.paperclaims.harness.run.EpochRow;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.run.Specs;
import tech.tablesaw.api.Table;

class RunStoreTest {
  private static final RunSpec SPEC = Specs.training(3);
  private static final String NAME = Fingerprint.of(SPEC);

  /** The text in the lease of a process that is gone. */
  private static final String DEAD = "somebody\n" + Machine.id() + "\n4000000000 0\n1\n";

  @TempDir Path results;
  private final List<String> reports = new ArrayList<>();
  private RunStore store;

  @BeforeEach
  void open() {
    store = RunStore.open(results, reports::add);
  }

  @AfterEach
  void close() {
    store.close();
  }

  static RunRecord run(RunSpec spec) {
    return new RunRecord(
        Fingerprint.of(spec),
        spec,
        RunRecord.Outcome.COMPLETED,
        "",
        List.of(new EpochRow(1, 0.1, 1.0 / 3, Double.NaN, 2, 12.5, 100)),
        Map.of("test_error", 12.5),
        Map.of("jvm", "17", "commit", "abc", "dirty", "false"),
        1.5,
        Optional.of(new Correctness(8, rightBut((int) (spec.seed() % 8)))));
  }

  private static BitSet rightBut(int wrong) {
    BitSet right = new BitSet();
    right.set(0, 8);
    right.clear(wrong);
    return right;
  }

  private static Snapshot model() {
    return new Snapshot(
        4,
        Map.of(
            "w", new Tensor(List.of(2), new float[] {1, 2}),
            "momentum.w", new Tensor(List.of(2), new float[] {3, 4})));
  }

  private void commit() {
    try (Lease lease = store.lease(NAME).orElseThrow()) {
      RunFolder folder = store.folder(lease, SPEC);
      folder.begin();
      folder.save(new Checkpoint(model(), new double[] {1, 2, 3, 4}, List.of(), 0.5));
      folder.log("started");
      folder.commit(run(SPEC), Optional.of(model()));
    }
  }

  @Test
  void gives_back_the_record_and_the_model_without_momenta() {
    commit();
    assertThat(store.find(NAME)).isEqualTo(new Stored.Found(run(SPEC)));
    Snapshot model = store.model(NAME).orElseThrow();
    assertThat(model.step()).isEqualTo(4);
    assertThat(model.tensors()).containsOnlyKeys("w");
    assertThat(results.resolve("runs").resolve(NAME))
        .isDirectoryNotContaining("glob:**checkpoint*")
        .isDirectoryContaining("glob:**log.txt");
    assertThat(store.fingerprints()).containsExactly(NAME);
    assertThat(reports).isEmpty();
  }

  @Test
  void knows_nothing_of_a_run_that_was_never_made() {
    assertThat(store.find(NAME)).isInstanceOf(Stored.Absent.class);
    assertThat(store.model(NAME)).isEmpty();
  }

  @Test
  void gives_back_a_checkpoint_with_all_its_losses() {
    try (Lease lease = store.lease(NAME).orElseThrow()) {
      RunFolder folder = store.folder(lease, SPEC);
      folder.begin();
      assertThat(folder.checkpoint()).isEmpty();
      folder.save(
          new Checkpoint(model(), new double[] {1, 2, 3, 1 / 3.0}, run(SPEC).epochs(), 0.5));
      Checkpoint read = folder.checkpoint().orElseThrow();
      assertThat(read.losses()).containsExactly(1, 2, 3, 1 / 3.0);
      assertThat(read.epochs()).isEqualTo(run(SPEC).epochs());
      assertThat(read.snapshot().tensor("momentum.w").data()).containsExactly(3, 4);
    }
  }

  @Test
  void a_broken_checkpoint_is_quarantined_and_said_aloud() throws IOException {
    try (Lease lease = store.lease(NAME).orElseThrow()) {
      RunFolder folder = store.folder(lease, SPEC);
      folder.begin();
      Path file = results.resolve("runs").resolve(NAME).resolve("checkpoint.safetensors");
      Files.writeString(file, "rot");
      assertThat(folder.checkpoint()).isEmpty();
      assertThat(file).doesNotExist();
      assertThat(reports).singleElement().asString().contains("the checkpoint does not verify");
      assertThat(quarantined("checkpoint.safetensors")).isEqualTo("rot");
    }
  }

  @Test
  void a_record_whose_epochs_were_altered_is_corrupt() throws IOException {
    commit();
    Path epochs = results.resolve("runs").resolve(NAME).resolve("epochs.csv");
    Files.writeString(epochs, Files.readString(epochs).replace("12.5", "11.5"));
    assertThat(store.find(NAME))
        .isEqualTo(new Stored.Corrupt("epochs.csv is not the file that the record rests on"));
  }

  @Test
  void a_record_whose_number_was_altered_is_corrupt() throws IOException {
    commit();
    Path record = results.resolve("runs").resolve(NAME).resolve("record.json");
    Files.writeString(record, Files.readString(record).replace("12.5", "11.5"));
    assertThat(store.find(NAME)).isInstanceOf(Stored.Corrupt.class);
  }

  @Test
  void a_record_without_its_model_is_corrupt() throws IOException {
    commit();
    Files.delete(results.resolve("runs").resolve(NAME).resolve("model.safetensors"));
    assertThat(store.find(NAME)).isInstanceOf(Stored.Corrupt.class);
  }

  @Test
  void a_record_in_the_folder_of_another_run_is_corrupt() throws IOException {
    commit();
    String other = Fingerprint.of(Specs.training(4));
    Files.move(results.resolve("runs").resolve(NAME), results.resolve("runs").resolve(other));
    assertThat(store.find(other))
        .isInstanceOfSatisfying(
            Stored.Corrupt.class, c -> assertThat(c.reason()).contains("of the run " + NAME));
  }

  @Test
  void a_record_of_a_newer_format_is_not_used() throws IOException {
    commit();
    Path record = results.resolve("runs").resolve(NAME).resolve("record.json");
    Files.writeString(record, Files.readString(record).replace("\"format\" : 1", "\"format\" : 9"));
    assertThat(store.find(NAME))
        .isInstanceOfSatisfying(
            Stored.Corrupt.class, c -> assertThat(c.reason()).contains("newer version"));
  }

  @Test
  void a_link_out_of_the_store_is_not_followed() throws IOException {
    commit();
    Path epochs = results.resolve("runs").resolve(NAME).resolve("epochs.csv");
    Path outside = results.resolve("outside.csv");
    Files.move(epochs, outside);
    Files.createSymbolicLink(epochs, outside);
    assertThat(store.find(NAME))
        .isInstanceOfSatisfying(
            Stored.Corrupt.class, c -> assertThat(c.reason()).contains("not a regular file"));
  }

  @Test
  void refuses_a_name_that_is_a_path() {
    assertThatThrownBy(() -> store.find("../../etc"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("64 lower-case hexadecimals");
  }

  @Test
  void what_does_not_belong_to_a_run_is_quarantined_and_leftovers_go() throws IOException {
    Path folder = Files.createDirectories(results.resolve("runs").resolve(NAME));
    Files.writeString(folder.resolve("stranger.sh"), "x");
    Files.writeString(folder.resolve("model.safetensors.123.tmp"), "half");
    Files.writeString(folder.resolve("spec.json"), "{}");
    try (Lease lease = store.lease(NAME).orElseThrow()) {
      store.folder(lease, SPEC).begin();
    }
    assertThat(quarantined("stranger.sh")).isEqualTo("x");
    assertThat(quarantined("spec.json")).isEqualTo("{}");
    assertThat(folder.toFile().list()).containsExactly("spec.json");
    assertThat(reports).hasSize(2);
  }

  @Test
  void only_one_can_hold_the_lease_of_a_run() {
    try (RunStore other = RunStore.open(results, reports::add)) {
      Lease lease = store.lease(NAME).orElseThrow();
      assertThat(other.lease(NAME)).isEmpty();
      assertThat(store.lease(NAME)).isEmpty();
      lease.close();
      assertThat(other.lease(NAME)).isPresent();
    }
  }

  @Test
  void the_lease_of_a_dead_process_of_this_machine_is_taken_over_at_once() throws IOException {
    long noProcess = 4_000_000_000L;
    Files.writeString(
        results.resolve("leases").resolve(NAME + ".lease"),
        "somebody\n" + Machine.id() + "\n" + noProcess + " 0\n1\n");
    assertThat(store.lease(NAME)).isPresent();
  }

  @Test
  void a_silent_lease_of_another_machine_falls_free_after_its_duration_only() throws Exception {
    try (RunStore hasty = RunStore.open(results, reports::add, Duration.ofMillis(200))) {
      Files.writeString(
          results.resolve("leases").resolve(NAME + ".lease"), "somebody\nelsewhere\n1 0\n1\n");
      assertThat(hasty.lease(NAME)).isEmpty();
      assertThat(store.lease(NAME)).isEmpty();
      long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      Optional<Lease> taken = Optional.empty();
      while (taken.isEmpty() && System.nanoTime() < end) {
        taken = hasty.lease(NAME);
        Thread.onSpinWait();
      }
      assertThat(taken).isPresent();
      assertThat(store.lease(NAME)).isEmpty();
    }
  }

  @Test
  void who_has_lost_the_lease_writes_nothing_more() throws IOException {
    try (Lease lease = store.lease(NAME).orElseThrow()) {
      RunFolder folder = store.folder(lease, SPEC);
      folder.begin();
      Files.writeString(
          results.resolve("leases").resolve(NAME + ".lease"), "somebody\nelsewhere\n1 0\n1\n");
      assertThatThrownBy(() -> folder.commit(run(SPEC), Optional.of(model())))
          .isInstanceOf(StoreException.LeaseLost.class);
      assertThat(store.find(NAME)).isInstanceOf(Stored.Absent.class);
    }
  }

  @Test
  void a_results_folder_that_cannot_be_made_is_named() throws IOException {
    Path file = Files.writeString(results.resolve("file"), "");
    assertThatThrownBy(() -> RunStore.open(file.resolve("results"), reports::add))
        .isInstanceOf(StoreException.Unwritable.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("-Dclaims.results");
  }

  @Test
  void a_disk_that_fills_up_leaves_what_was_there() {
    commit();
    Disk full =
        (file, content) -> {
          throw new IOException("No space left on device");
        };
    try (RunStore poor = RunStore.open(results, reports::add, Duration.ofSeconds(9), full);
        Lease lease = poor.lease(NAME).orElseThrow()) {
      RunFolder folder = poor.folder(lease, SPEC);
      folder.begin();
      assertThatThrownBy(() -> folder.save(new Checkpoint(model(), new double[4], List.of(), 0)))
          .isInstanceOf(StoreException.Unwritable.class)
          .hasMessageContaining("No space left on device")
          .hasMessageContaining("still there");
    }
    assertThat(store.find(NAME)).isInstanceOf(Stored.Found.class);
  }

  @Test
  void the_ledger_has_one_row_a_run_and_one_a_verdict() {
    store.ledger().add(run(SPEC));
    store.ledger().add(run(SPEC));
    store
        .ledger()
        .add(
            new VerdictRow(
                "a-claim",
                "resnet-20, \"x\"",
                "smoke",
                "fake",
                "test_error",
                Judgement.without(Verdict.INVALID, "two runs\nfailed, sadly"),
                Map.of("commit", "abc")));
    Table table = store.ledger().table();
    assertThat(table.rowCount()).isEqualTo(2);
    assertThat(table.stringColumn("kind").asList()).containsExactly("run", "verdict");
    assertThat(table.stringColumn("outcome").asList()).containsExactly("COMPLETED", "INVALID");
    assertThat(table.doubleColumn("value").get(0)).isEqualTo(12.5);
    assertThat(table.stringColumn("case").get(1)).isEqualTo("resnet-20, \"x\"");
    assertThat(table.stringColumn("detail").get(1)).isEqualTo("two runs failed, sadly");
    assertThat(store.ledger().problems()).isEmpty();
  }

  @Test
  void an_altered_row_of_the_ledger_is_left_out_and_kept_in_quarantine() throws IOException {
    store.ledger().add(run(SPEC));
    store.ledger().add(run(Specs.training(8)));
    Path file = results.resolve("ledger.csv");
    Files.writeString(file, Files.readString(file).replaceFirst(",12\\.5,", ",11.5,"));
    assertThat(store.ledger().table().rowCount()).isEqualTo(1);
    store.ledger().add(run(Specs.training(9)));
    assertThat(store.ledger().table().rowCount()).isEqualTo(2);
    assertThat(quarantined("ledger.csv")).contains("11.5");
    assertThat(reports).singleElement().asString().contains("1 of 2 rows does not verify");
  }

  @Test
  void what_another_process_is_writing_of_the_ledger_is_left_alone() throws Exception {
    CountDownLatch halfWritten = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Runnable halt =
        () -> {
          halfWritten.countDown();
          try {
            goOn.await();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        };
    try (RunStore slow =
        HaltingDisk.store(
            results, reports::add, "ledger.csv", 2, HaltingDisk.Moment.HALF_WRITTEN, halt)) {
      Thread first = new Thread(() -> slow.ledger().add(run(SPEC)));
      Thread second = new Thread(() -> store.ledger().add(run(Specs.training(8))));
      first.start();
      halfWritten.await();
      second.start();
      while (second.getState() != Thread.State.TIMED_WAITING) {
        assertThat(second.isAlive()).as("the second waits for the first").isTrue();
        Thread.onSpinWait();
      }
      goOn.countDown();
      first.join();
      second.join();
    }
    assertThat(store.ledger().table().rowCount()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.lease.1.tmp", "x.2.tmp", "x.lease.3.stale"})
  void what_a_dead_process_of_this_machine_left_beside_its_leases_goes_at_once(String name)
      throws IOException {
    Path left = Files.writeString(results.resolve("leases").resolve(name), DEAD);
    RunStore.open(results, reports::add).close();
    assertThat(left).doesNotExist();
  }

  @Test
  void what_may_be_of_a_living_process_stays_beside_the_leases_for_a_duration() throws Exception {
    Path leases = results.resolve("leases");
    Path empty = Files.writeString(leases.resolve("x.lease.1.tmp"), "");
    Path foreign = Files.writeString(leases.resolve("x.2.tmp"), "somebody\nelsewhere\n1 0\n1\n");
    Path lease = Files.writeString(leases.resolve(NAME + ".lease"), DEAD);
    RunStore.open(results, reports::add).close();
    assertThat(List.of(empty, foreign, lease)).allMatch(Files::exists);
    try (RunStore hasty = RunStore.open(results, reports::add, Duration.ofMillis(200))) {
      long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while ((Files.exists(empty) || Files.exists(foreign)) && System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      assertThat(List.of(empty, foreign)).noneMatch(Files::exists);
      assertThat(lease).exists();
      assertThat(hasty.root()).isEqualTo(results);
    }
  }

  private String quarantined(String name) throws IOException {
    try (var files = Files.walk(results.resolve("quarantine"))) {
      Path file = files.filter(f -> f.endsWith(name)).findFirst().orElseThrow();
      return Files.readString(file);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void a_lease_tells_when_its_process_began_by_no_clock_that_can_be_set() throws IOException {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    String ticks = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[19];
    try (Lease lease = store.lease(NAME).orElseThrow()) {
      assertThat(
              Files.readAllLines(results.resolve("leases").resolve(lease.name() + ".lease")).get(2))
          .isEqualTo(ProcessHandle.current().pid() + " ticks:" + ticks);
    }
  }

  @Test
  void copies_of_a_run_s_files_are_compared_with_its_row() throws IOException {
    commit();
    Path there = results.resolve("runs").resolve(NAME);
    RunRecord row = ((Stored.Found) store.find(NAME)).run();
    Map<String, byte[]> files = new HashMap<>();
    for (String name : List.of("spec.json", "record.json", "epochs.csv")) {
      files.put(name, Files.readAllBytes(there.resolve(name)));
    }
    assertThat(RecordFiles.fault(row, files)).isEmpty();
    RunRecord better = row.withCorrect(Optional.empty()).withMetrics(Map.of("test_error", 1.0));
    assertThat(RecordFiles.fault(better, files).orElseThrow())
        .contains("differ in test_error", "and 1.0");
    String epochs = Files.readString(there.resolve("epochs.csv"));
    files.put("epochs.csv", epochs.replace("12.5", "11.5").getBytes(StandardCharsets.UTF_8));
    assertThat(RecordFiles.fault(row, files).orElseThrow()).contains("the epochs' numbers");
    files.remove("epochs.csv");
    assertThat(RecordFiles.fault(row, files)).hasValue("a record without epochs.csv");
    files.remove("record.json");
    assertThat(RecordFiles.fault(row, files)).as("a run that did not end").isEmpty();
  }
}
