package org.paperclaims.harness.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.engine.Tensor;
import org.paperclaims.harness.run.Allocated;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.run.Specs;

/** A results folder that somebody sent: nothing in it reaches out of it, or fills the memory. */
@Timeout(60)
class StrangersFolderTest {
  private static final RunSpec SPEC = Specs.training(3);
  private static final String NAME = Fingerprint.of(SPEC);
  private static final long HUGE = 16L << 30;

  @TempDir Path folder;
  private Path results = Path.of("");
  private Path outside = Path.of("");
  private final List<String> reports = new ArrayList<>();

  @BeforeEach
  void record() throws IOException {
    results = folder.resolve("results");
    outside = Files.createDirectories(folder.resolve("outside"));
    try (RunStore store = RunStore.open(results, reports::add);
        Lease lease = store.lease(NAME).orElseThrow()) {
      RunFolder run = store.folder(lease, SPEC);
      run.begin();
      run.commit(
          RunStoreTest.run(SPEC),
          Optional.of(new Snapshot(1, Map.of("w", new Tensor(List.of(1), new float[1])))));
    }
  }

  @AfterEach
  void nothing_outside_was_touched() throws IOException {
    try (Stream<Path> files = Files.walk(outside)) {
      assertThat(files.filter(f -> f.getFileName().toString().equals("why.txt"))).isEmpty();
    }
  }

  private Path run() {
    return results.resolve("runs").resolve(NAME);
  }

  @ParameterizedTest
  @ValueSource(strings = {"runs", "leases", "quarantine"})
  void a_link_for_one_of_its_folders_is_refused(String name) throws IOException {
    Path elsewhere = outside.resolve(name);
    Files.move(results.resolve(name), elsewhere);
    Files.createSymbolicLink(results.resolve(name), elsewhere);
    assertThatThrownBy(() -> RunStore.open(results, reports::add))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(name + " is a link")
        .hasMessageContaining("-Dclaims.results");
  }

  @Test
  void a_link_for_a_run_is_not_followed_and_is_moved_away_itself() throws IOException {
    Files.move(run(), outside.resolve(NAME));
    Files.createSymbolicLink(run(), outside.resolve(NAME));
    try (RunStore store = RunStore.open(results, reports::add)) {
      assertThat(store.find(NAME)).isInstanceOf(Stored.Corrupt.class);
      assertThatThrownBy(() -> store.model(NAME)).isInstanceOf(StoreException.Corrupt.class);
      try (Lease lease = store.lease(NAME).orElseThrow()) {
        store.folder(lease, SPEC).begin();
      }
      assertThat(run()).isDirectory();
      assertThat(Files.isSymbolicLink(run())).isFalse();
      assertThat(outside.resolve(NAME).resolve("record.json")).exists();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "record.json",
        "spec.json",
        "epochs.csv",
        "correct.bits",
        "model.safetensors",
        "log.txt",
        "ledger.csv"
      })
  void a_link_for_a_file_is_neither_read_nor_written_through(String name) throws IOException {
    Path target = Files.writeString(outside.resolve("target"), "of somebody else");
    Path file = name.equals("ledger.csv") ? results.resolve(name) : run().resolve(name);
    Files.deleteIfExists(file);
    Files.createSymbolicLink(file, target);
    try (RunStore store = RunStore.open(results, reports::add);
        Lease lease = store.lease(NAME).orElseThrow()) {
      if (!name.equals("log.txt") && !name.equals("ledger.csv")) {
        assertThat(store.find(NAME)).isInstanceOf(Stored.Corrupt.class);
      }
      RunFolder again = store.folder(lease, SPEC);
      again.log("not through a link");
      again.begin();
      again.log("in a file of its own");
      again.commit(RunStoreTest.run(SPEC), Optional.empty());
      store.ledger().add(RunStoreTest.run(SPEC));
      assertThat(store.find(NAME)).isInstanceOf(Stored.Found.class);
    }
    assertThat(target).hasContent("of somebody else");
    assertThat(Files.isSymbolicLink(file)).isFalse();
  }

  @Test
  void a_link_that_was_waiting_for_the_probe_of_this_process_is_not_followed() throws IOException {
    Path target = Files.writeString(outside.resolve("target"), "of somebody else");
    Path probe = results.resolve("leases").resolve("probe-" + ProcessHandle.current().pid());
    Files.createSymbolicLink(probe, target);
    RunStore.open(results, reports::add).close();
    assertThat(target).hasContent("of somebody else");
  }

  @Test
  void names_that_are_no_fingerprints_are_passed_over() throws IOException {
    Path runs = results.resolve("runs");
    String longest = "a".repeat(255);
    for (String name :
        List.of(
            "..x",
            "a\nb",
            " ",
            "-rf",
            "$(id)",
            "ü",
            NAME.toUpperCase(Locale.ROOT),
            NAME + "0",
            longest)) {
      Files.createDirectories(runs.resolve(name));
    }
    try (RunStore store = RunStore.open(results, reports::add)) {
      assertThat(store.fingerprints()).containsExactly(NAME);
      for (String name :
          List.of("../outside", "/etc/passwd", "", longest, NAME + "/..", NAME + "\0")) {
        assertThatThrownBy(() -> store.find(name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.model(name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.lease(name)).isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"record.json", "spec.json", "epochs.csv", "correct.bits", "model.safetensors"})
  void a_file_that_is_larger_than_the_memory_is_refused_unread(String name) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(run().resolve(name).toFile(), "rw")) {
      file.setLength(HUGE);
    }
    try (RunStore store = RunStore.open(results, reports::add);
        Lease lease = store.lease(NAME).orElseThrow()) {
      long spent =
          Allocated.by(
              () -> {
                assertThat(store.find(NAME)).isInstanceOf(Stored.Corrupt.class);
                store.folder(lease, SPEC).begin();
              });
      assertThat(spent).as("bytes allocated").isLessThan(4 << 20);
    }
  }

  @Test
  void folders_in_the_place_of_files_are_moved_away() throws IOException {
    Files.delete(run().resolve("epochs.csv"));
    Files.createDirectories(run().resolve("epochs.csv").resolve("full"));
    Files.createDirectories(run().resolve("model.safetensors.0.tmp"));
    try (RunStore store = RunStore.open(results, reports::add);
        Lease lease = store.lease(NAME).orElseThrow()) {
      assertThat(store.find(NAME)).isInstanceOf(Stored.Corrupt.class);
      store.folder(lease, SPEC).begin();
      assertThat(run().resolve("epochs.csv")).doesNotExist();
      assertThat(run().resolve("model.safetensors.0.tmp")).doesNotExist();
    }
    assertThat(reports).hasSize(2);
  }

  @Test
  void a_file_in_the_place_of_a_run_is_moved_away() throws IOException {
    Files.move(run(), outside.resolve(NAME));
    Files.writeString(run(), "not a folder");
    try (RunStore store = RunStore.open(results, reports::add);
        Lease lease = store.lease(NAME).orElseThrow()) {
      assertThat(store.find(NAME)).isInstanceOf(Stored.Absent.class);
      store.folder(lease, SPEC).begin();
      assertThat(run()).isDirectory();
    }
  }
}
