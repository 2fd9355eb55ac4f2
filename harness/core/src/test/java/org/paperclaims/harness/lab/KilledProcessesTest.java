package org.paperclaims.harness.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.store.HaltingDisk;
import org.paperclaims.harness.store.RunStore;
import tech.tablesaw.api.Table;

/**
 * Kills real training processes. More of it with {@code -Dreliability.kills=200}, {@code
 * -Dreliability.processes=8 -Dreliability.specs=200}.
 */
class KilledProcessesTest {
  private static final int KILLS = Integer.getInteger("reliability.kills", 5);
  private static final int PROCESSES = Integer.getInteger("reliability.processes", 3);
  private static final int SPECS = Integer.getInteger("reliability.specs", 12);
  private static final int RUNS = 2;
  private static final int EPOCHS = 30;

  /**
   * Every file of a run that is written whole, and the ledger, in the order of their first write.
   */
  private static final List<String> WRITTEN =
      List.of(
          "spec.json",
          "checkpoint.safetensors",
          "epochs.csv",
          "model.safetensors",
          "record.json",
          "ledger.csv");

  /** The exit code of a process that SIGTERM ended, as a shell gives it. */
  private static final int TERMINATED = 143;

  private static final String CUT_OFF = "the last row was cut off";

  @TempDir Path folder;

  @Tag("long")
  @Test
  void a_suite_killed_at_random_moments_ends_with_the_same_bits() throws Exception {
    Path whole = folder.resolve("whole");
    List<RunRecord> expected = SuiteProcess.run(whole, RUNS, EPOCHS, Progress.silent());
    long seed = Long.getLong("reliability.seed", 1);
    Random random = new Random(seed);
    int kills = 0;
    for (int round = 0; kills < KILLS; round++) {
      Path killed = folder.resolve("killed" + round);
      boolean done = false;
      while (!done) {
        try (KillableProcess suite = SuiteProcess.start(killed, RUNS, EPOCHS)) {
          boolean works = suite.says("working");
          boolean ended =
              kills >= KILLS
                  || !works
                  || suite.process().waitFor(random.nextInt(400), TimeUnit.MILLISECONDS);
          if (!ended) {
            suite.kill();
            kills++;
          }
          List<String> said = suite.rest();
          done = suite.process().exitValue() == 0;
          assertThat(said)
              .as("a kill must leave nothing to quarantine but the row that it cut off")
              .noneMatch(l -> l.startsWith("note") && !l.contains(CUT_OFF));
        }
      }
      assertSame(whole, killed, expected, EPOCHS);
    }
    assertThat(kills).isEqualTo(KILLS);
  }

  @Tag("long")
  @Test
  void a_run_killed_in_the_middle_of_every_kind_of_write_ends_with_the_same_bits()
      throws Exception {
    Path whole = folder.resolve("whole");
    List<RunRecord> expected = SuiteProcess.run(whole, 1, 6, Progress.silent());
    Path killed = folder.resolve("killed");
    int kills = 0;
    for (String file : WRITTEN) {
      // The second checkpoint, so that there is an older one to lose.
      int write = file.equals("checkpoint.safetensors") ? 2 : 1;
      for (HaltingDisk.Moment moment : HaltingDisk.Moment.values()) {
        try (KillableProcess suite = SuiteProcess.halting(killed, 1, 6, file, write, moment)) {
          assertThat(suite.says("halted")).as("%s of %s is reached", moment, file).isTrue();
          suite.kill();
          assertThat(suite.rest()).isEmpty();
          kills++;
        }
      }
    }
    assertThat(kills).isEqualTo(18);
    assertSame(whole, killed, expected, 6);
  }

  @Test
  void a_process_killed_while_it_adds_a_row_leaves_every_row_before_it() throws Exception {
    SuiteProcess.run(folder, 1, 1, Progress.silent());
    // The header and the first row are there: the first write of the ledger is the second's row.
    try (KillableProcess suite =
        SuiteProcess.halting(folder, 2, 1, "ledger.csv", 1, HaltingDisk.Moment.HALF_WRITTEN)) {
      assertThat(suite.says("halted")).isTrue();
      suite.kill();
    }
    List<String> said = new ArrayList<>();
    Progress notes =
        new Progress() {
          @Override
          public void note(String message) {
            said.add(message);
          }
        };
    SuiteProcess.run(folder, 3, 1, notes);
    assertThat(said).singleElement().asString().contains(CUT_OFF);
    assertLedgerIsWhole(folder, 3);
  }

  private static void assertSame(Path whole, Path killed, List<RunRecord> expected, int epochs)
      throws IOException {
    List<String> said = new ArrayList<>();
    Progress notes =
        new Progress() {
          @Override
          public void note(String message) {
            said.add(message);
          }
        };
    int runs = expected.size();
    List<RunRecord> found = SuiteProcess.run(killed, runs, epochs, notes);
    assertThat(said).allMatch(l -> l.contains(CUT_OFF));
    for (int i = 0; i < runs; i++) {
      String name = expected.get(i).fingerprint();
      assertThat(found.get(i).metrics()).isEqualTo(expected.get(i).metrics());
      assertThat(found.get(i).outcome()).isEqualTo(RunRecord.Outcome.COMPLETED);
      assertThat(killed.resolve("runs").resolve(name).resolve("model.safetensors"))
          .hasSameBinaryContentAs(whole.resolve("runs").resolve(name).resolve("model.safetensors"));
    }
    assertLedgerIsWhole(killed, runs);
    assertOnlyCutRowsWereSetAside(killed);
    try (Stream<Path> files = Files.walk(killed)) {
      // An empty one beside the leases says not whose it is, and stays for a lease's duration.
      assertThat(files.filter(f -> !f.startsWith(killed.resolve("leases"))))
          .as("half written")
          .noneMatch(f -> f.toString().endsWith(".tmp"));
    }
  }

  /** A process killed while it adds a row leaves the row's beginning; nothing else is set aside. */
  private static void assertOnlyCutRowsWereSetAside(Path results) throws IOException {
    List<String> rows = Files.readAllLines(results.resolve("ledger.csv"));
    try (Stream<Path> found = Files.walk(results.resolve("quarantine"))) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        if (file.endsWith("why.txt")) {
          assertThat(file).content().contains(CUT_OFF);
        } else {
          assertThat(file.getFileName()).hasToString("ledger.csv");
          String cut = Files.readString(file);
          assertThat(rows).as("the row of which %s is left", cut).anyMatch(r -> r.startsWith(cut));
        }
      }
    }
  }

  private static void assertLedgerIsWhole(Path results, int runs) {
    try (RunStore store = RunStore.open(results, m -> {})) {
      assertThat(store.ledger().problems()).isEmpty();
      Table table = store.ledger().table();
      assertThat(table.rowCount()).isEqualTo(runs);
      assertThat(table.stringColumn("id").unique().size()).isEqualTo(runs);
    }
  }

  @Test
  void a_terminated_process_saves_a_checkpoint_and_says_so_by_its_exit_code() throws Exception {
    int epochs = 150;
    try (KillableProcess suite = SuiteProcess.start(folder, 1, epochs)) {
      assertThat(suite.says("working")).isTrue();
      suite.process().toHandle().destroy();
      List<String> said = suite.rest();
      assertThat(suite.process().exitValue()).isEqualTo(Preemption.EXIT_CODE);
      assertThat(said).anyMatch(l -> l.contains("stopped after step"));
    }
    String name = org.paperclaims.harness.run.Fingerprint.of(SuiteProcess.specs(1, epochs).get(0));
    assertThat(folder.resolve("runs").resolve(name).resolve("checkpoint.safetensors")).exists();
    List<Long> resumed = new ArrayList<>();
    Progress progress =
        new Progress() {
          @Override
          public void started(org.paperclaims.harness.run.RunSpec spec, long steps) {
            resumed.add(steps);
          }
        };
    List<RunRecord> found = SuiteProcess.run(folder, 1, epochs, progress);
    assertThat(resumed).singleElement().satisfies(s -> assertThat(s).isPositive());
    List<RunRecord> expected =
        SuiteProcess.run(folder.resolve("whole"), 1, epochs, Progress.silent());
    assertThat(found.get(0).metrics()).isEqualTo(expected.get(0).metrics());
  }

  @Test
  void sigterm_before_the_first_run_ends_the_process_at_once_and_leaves_nothing() throws Exception {
    try (KillableProcess suite = SuiteProcess.planning(folder, 1, 1)) {
      assertThat(suite.says("planned")).isTrue();
      suite.process().toHandle().destroy();
      assertThat(suite.rest()).isEmpty();
      assertThat(suite.process().exitValue()).isEqualTo(TERMINATED);
    }
    for (String name : List.of("runs", "leases", "quarantine")) {
      assertThat(folder.resolve(name)).isEmptyDirectory();
    }
  }

  @Test
  void sigterm_after_the_last_run_ends_the_process_at_once_and_costs_nothing() throws Exception {
    try (KillableProcess suite = SuiteProcess.staying(folder, 2, 1)) {
      assertThat(suite.says("done")).isTrue();
      suite.process().toHandle().destroy();
      assertThat(suite.rest()).isEmpty();
      assertThat(suite.process().exitValue()).isEqualTo(TERMINATED);
    }
    List<RunRecord> expected = SuiteProcess.run(folder.resolve("whole"), 2, 1, Progress.silent());
    List<Boolean> reused = new ArrayList<>();
    Progress progress =
        new Progress() {
          @Override
          public void ended(RunRecord run, boolean wasReused) {
            reused.add(wasReused);
          }
        };
    List<RunRecord> found = SuiteProcess.run(folder, 2, 1, progress);
    assertThat(reused).containsExactly(true, true);
    assertThat(found)
        .extracting(RunRecord::metrics)
        .isEqualTo(expected.stream().map(RunRecord::metrics).toList());
    assertLedgerIsWhole(folder, 2);
  }

  @Test
  void processes_that_share_a_store_run_each_spec_once() throws Exception {
    List<KillableProcess> suites = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      suites.add(SuiteProcess.waiting(folder, SPECS, 1));
    }
    for (KillableProcess suite : suites) {
      assertThat(suite.says("ready")).isTrue();
    }
    for (KillableProcess suite : suites) {
      suite.start();
    }
    List<String> ran = new ArrayList<>();
    List<Long> byProcess = new ArrayList<>();
    for (KillableProcess suite : suites) {
      List<String> said = suite.rest();
      assertThat(suite.process().exitValue()).isZero();
      assertThat(said).endsWith("done").noneMatch(l -> l.startsWith("note"));
      List<String> own = said.stream().filter(l -> l.startsWith("ran ")).toList();
      byProcess.add((long) own.size());
      ran.addAll(own);
      suite.close();
    }
    assertThat(ran)
        .as("runs of each process: %s", byProcess)
        .hasSize(SPECS)
        .doesNotHaveDuplicates()
        .allMatch(l -> l.endsWith("COMPLETED"));
    assertLedgerIsWhole(folder, SPECS);
    try (var leases = Files.list(folder.resolve("leases"))) {
      assertThat(leases).isEmpty();
    }
  }
}
