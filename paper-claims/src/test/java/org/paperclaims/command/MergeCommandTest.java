package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.store.Lease;
import org.paperclaims.harness.store.LedgerFile;
import org.paperclaims.harness.store.RunFolder;
import org.paperclaims.harness.store.RunStore;
import org.paperclaims.harness.store.Stored;
import org.paperclaims.harness.suite.StoredRecords;

class MergeCommandTest {
  @TempDir private Path folder = Path.of("");
  private MadeUpResults one;
  private MadeUpResults other;

  @BeforeEach
  void two_shards() throws IOException {
    one = new MadeUpResults(folder.resolve("one")).run(1, 20, 3).run(2, 21, 3);
    other = new MadeUpResults(folder.resolve("other")).run(2, 21, 5).run(3, 22, 5);
    one.verdict("a-claim", "4b298f7", 1);
    other.verdict("another-claim", "4b298f7", 2);
  }

  private Claims merge(String... more) {
    return Claims.call(
        Stream.concat(
                Stream.of("merge", one.toString(), other.toString(), "--into", target().toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private Path target() {
    return folder.resolve("all");
  }

  private static List<String> ledger(Path results) throws IOException {
    return Files.readAllLines(results.resolve("ledger.csv"));
  }

  @Test
  void shards_are_joined_without_loss_and_without_doubles() throws IOException {
    Claims call = merge();
    assertThat(call.err()).isEmpty();
    assertThat(call.code()).isZero();
    assertThat(call.out()).contains("3 records now: 3 copied, 1 found again");
    try (RunStore store = RunStore.open(target(), problem -> {})) {
      assertThat(StoredRecords.of(target(), problem -> {})).hasSize(3);
      assertThat(store.ledger().problems()).isEmpty();
    }
    // Three runs and two verdicts, beside the header.
    assertThat(ledger(target())).hasSize(6).doesNotHaveDuplicates();
    String run = "runs/" + Fingerprint.of(MadeUpResults.spec(3));
    for (String file : List.of("spec.json", "record.json", "epochs.csv", "log.txt")) {
      assertThat(target().resolve(run).resolve(file))
          .hasSameBinaryContentAs(other.folder().resolve(run).resolve(file));
    }
  }

  @Test
  void merging_again_changes_nothing() throws IOException {
    merge();
    byte[] before = Files.readAllBytes(target().resolve("ledger.csv"));
    Claims call = merge("--json");
    assertThat(new ObjectMapper().readTree(call.out()).path("copied").asInt()).isZero();
    assertThat(target().resolve("ledger.csv")).hasBinaryContent(before);
  }

  @Test
  void two_results_of_one_run_are_refused_before_anything_is_written() throws IOException {
    other.run(1, 20.5, 3);
    Claims call = merge();
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    String run = Fingerprint.of(MadeUpResults.spec(1));
    assertThat(call.err())
        .contains("nothing was merged")
        .contains(one.folder().resolve("runs").resolve(run).toString())
        .contains(other.folder().resolve("runs").resolve(run).toString())
        .contains("test_error 20.0 and 20.5")
        .contains("keep the one you trust");
    assertThat(target()).doesNotExist();
  }

  @Test
  void a_record_that_does_not_verify_is_refused() throws IOException {
    Path epochs =
        other
            .folder()
            .resolve("runs")
            .resolve(Fingerprint.of(MadeUpResults.spec(3)))
            .resolve("epochs.csv");
    Files.writeString(epochs, "1\n", StandardOpenOption.APPEND);
    Claims call = merge();
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.err()).contains("does not verify: epochs.csv is not the file");
    assertThat(target()).doesNotExist();
  }

  @Test
  void a_row_of_a_ledger_that_does_not_verify_is_refused() throws IOException {
    Path ledger = other.folder().resolve("ledger.csv");
    Files.writeString(ledger, Files.readString(ledger).replace(",5,", ",9,"));
    Claims call = merge();
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.err()).contains("ledger.csv: 1 of 3 rows does not verify");
  }

  @Test
  void a_folder_that_is_none_of_results_is_refused() {
    Claims call = Claims.call("merge", folder.toString(), "--into", target().toString());
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.err()).contains("is not a results folder");
  }

  @Test
  void what_was_added_to_a_run_later_stays() throws IOException {
    RunRecord run = StoredRecords.of(one.folder(), problem -> {}).get(0);
    Map<String, Double> metrics = new TreeMap<>(run.metrics());
    metrics.put("dead_share", 0.25);
    RunRecord more = run.withMetrics(metrics);
    try (RunStore store = RunStore.open(one.folder(), problem -> {})) {
      store.ledger().addAgain(more);
    }
    assertThat(merge().code()).isZero();
    assertThat(LedgerFile.read(target().resolve("ledger.csv")).records()).contains(more);
    assertThat(merge().code()).isZero();
    assertThat(ledger(target())).as("and is there once").hasSize(7).doesNotHaveDuplicates();
  }

  @Test
  void of_two_records_of_a_run_the_one_that_tells_more_is_copied() throws IOException {
    Map<String, Double> metrics = new TreeMap<>(Map.of("dead_share", 0.25));
    // The run that both shards made, measured by more in the second.
    String shared = Fingerprint.of(MadeUpResults.spec(2));
    try (RunStore store = RunStore.open(other.folder(), problem -> {});
        Lease lease = store.lease(shared).orElseThrow()) {
      RunRecord there = ((Stored.Found) store.find(shared)).run();
      metrics.putAll(there.metrics());
      RunFolder into = store.folder(lease, there.spec());
      into.begin();
      into.commit(there.withMetrics(metrics), Optional.empty());
    }
    assertThat(merge().code()).isZero();
    assertThat(StoredRecords.of(target(), problem -> {}))
        .filteredOn(r -> r.fingerprint().equals(shared))
        .singleElement()
        .satisfies(r -> assertThat(r.metrics()).containsKey("dead_share"));
  }
}
