package org.paperclaims.harness.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.fuzz.Mutations;
import org.paperclaims.harness.judge.Judgement;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.Specs;

/** Ledgers that were altered give rows that are as they were written, and no others. */
class LedgerFuzzTest {
  @TempDir private Path folder = Path.of("");

  private byte[] whole() throws IOException {
    Path results = folder.resolve("results");
    try (RunStore store = RunStore.open(results, message -> {})) {
      RunRecord run =
          new RunRecord(
              Fingerprint.of(Specs.training(1)),
              Specs.training(1),
              RunRecord.Outcome.COMPLETED,
              "",
              List.of(),
              Map.of("test_error", 0.25),
              Map.of("commit", "abc", "threads", "2"),
              1.5);
      store.ledger().add(run);
      store
          .ledger()
          .add(
              new VerdictRow(
                  "a-claim",
                  "a case",
                  "smoke",
                  "fake",
                  "test_error",
                  Judgement.without(Verdict.INVALID, "two runs, sadly, failed"),
                  Map.of("commit", "abc")));
    }
    return Files.readAllBytes(results.resolve(LedgerFile.NAME));
  }

  @Test
  void an_altered_ledger_gives_its_own_rows_or_one_error() throws IOException {
    byte[] whole = whole();
    List<String> lines = new String(whole, StandardCharsets.ISO_8859_1).lines().toList();
    Path file = folder.resolve("ledger.csv");
    Set<List<String>> tables = new HashSet<>();
    int refused =
        Mutations.refused(
            whole,
            28,
            content -> {
              Files.deleteIfExists(file);
              Files.write(file, content);
              try {
                LedgerFile ledger = LedgerFile.read(file);
                List<String> good = ledger.rows().stream().map(ledger::text).toList();
                assertThat(lines).containsAll(good);
                // The same rows make the same table, which takes most of the time.
                if (!good.isEmpty() && tables.add(good)) {
                  assertThat(ledger.table().rowCount()).isEqualTo(good.size());
                  assertThat(ledger.records()).hasSizeLessThan(2);
                }
                return false;
              } catch (StoreException.Corrupt e) {
                assertThat(e).hasMessageStartingWith(file.toString());
                return true;
              }
            });
    assertThat(tables).hasSizeGreaterThan(1);
    assertThat(refused).isBetween(Mutations.COUNT / 100, Mutations.COUNT - 1);
  }
}
