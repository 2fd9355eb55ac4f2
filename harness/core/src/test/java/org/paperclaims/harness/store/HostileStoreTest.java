package org.paperclaims.harness.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.engine.Tensor;
import org.paperclaims.harness.run.Allocated;
import org.paperclaims.harness.run.CanonicalJson;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.run.JsonException;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.run.Specs;
import org.paperclaims.testing.Draw;
import org.paperclaims.testing.Property;

/**
 * Stored files from somebody who knows how their checksums are made. A lie may be believed (a
 * checksum is no signature), but nothing breaks: every file is read or refused with a typed error,
 * in memory that its size bounds.
 */
class HostileStoreTest {
  private static final RunSpec SPEC = Specs.training(1);
  private static final String NAME = Fingerprint.of(SPEC);

  private static final List<String> REPORTS = new ArrayList<>();

  @TempDir private static Path results;

  private static @Nullable RunStore opened;

  private static RunStore store() {
    return Objects.requireNonNull(opened);
  }

  @BeforeAll
  static void makeFolder() throws IOException {
    opened = RunStore.open(results, REPORTS::add);
    try (Lease lease = store().lease(NAME).orElseThrow()) {
      RunFolder folder = store().folder(lease, SPEC);
      folder.begin();
      folder.commit(RunStoreTest.run(SPEC), Optional.of(snapshot()));
    }
    store().ledger().add(RunStoreTest.run(SPEC));
    store().ledger().add(RunStoreTest.run(Specs.training(2)));
  }

  @AfterAll
  static void close() {
    store().close();
  }

  private static Snapshot snapshot() {
    return new Snapshot(
        3,
        Map.of(
            "linear.weight", new Tensor(List.of(2, 3), new float[6]),
            "momentum.linear.weight", new Tensor(List.of(2, 3), new float[6])));
  }

  private static Path file(String name) {
    return results.resolve("runs").resolve(NAME).resolve(name);
  }

  /** A change of a text: at a place, so much is replaced by something. */
  record Edit(int at, int length, String text) {
    String applyTo(String all) {
      int from = at % (all.length() + 1);
      return all.substring(0, from) + text + all.substring(Math.min(all.length(), from + length));
    }
  }

  private static final List<String> TOKENS =
      List.of(
          "",
          "\"",
          "'",
          "{",
          "}",
          "[",
          "]",
          ",",
          ",,",
          ":",
          "null",
          "NaN",
          "\"NaN\"",
          "Infinity",
          "-1",
          "0",
          "1e999",
          "-9223372036854775808",
          "9223372036854775807",
          "2147483647",
          "1.5",
          "\u0000",
          "\u00ff",
          "\r",
          "\n",
          "\n\n",
          "F32",
          "F64",
          "I64",
          "\"FAILED\"",
          "\"DIVERGED\"",
          "{}",
          "[]",
          "[0,0]",
          "[2147483647,2147483647,4]",
          "\\u0000",
          " ",
          "\t",
          "7".repeat(70),
          "x".repeat(2000));

  private static Edit edit(Draw draw) {
    return new Edit(draw.between(0, 1 << 16), draw.between(0, 12), draw.of(TOKENS));
  }

  private static String edited(String text, List<Edit> edits) {
    String all = text;
    for (Edit edit : edits) {
      all = edit.applyTo(all);
    }
    return all;
  }

  @Test
  void a_record_that_was_signed_again_is_found_or_corrupt() {
    Property.holds(1000, draw -> findRecord(draw.list(1, 3, () -> edit(draw))));
  }

  private static void findRecord(List<Edit> edits) throws IOException {
    byte[] good = Files.readAllBytes(file("record.json"));
    JsonNode record = CanonicalJson.tree(RunReader.text(good)).get("record");
    String bad = edited(CanonicalJson.write(record), edits);
    try {
      ObjectNode signed = JsonNodeFactory.instance.objectNode();
      JsonNode tree = CanonicalJson.tree(bad);
      signed.set("record", tree);
      signed.put(
          "sha256", Fingerprint.sha256(CanonicalJson.write(tree).getBytes(StandardCharsets.UTF_8)));
      Files.writeString(file("record.json"), CanonicalJson.writePretty(signed));
    } catch (JsonException | IllegalArgumentException e) {
      Files.writeString(file("record.json"), bad);
    }
    try {
      Stored stored = store().find(NAME);
      if (stored instanceof Stored.Found found) {
        assertThat(found.run().outcome()).isNotEqualTo(RunRecord.Outcome.FAILED);
        assertThat(found.run().metrics().values()).allMatch(Double::isFinite);
      } else {
        assertThat(stored).isInstanceOf(Stored.Corrupt.class);
      }
    } finally {
      Files.write(file("record.json"), good);
    }
  }

  @Test
  void epochs_that_were_signed_again_are_found_or_corrupt() {
    Property.holds(1000, draw -> findEpochs(draw.list(1, 3, () -> edit(draw))));
  }

  private static void findEpochs(List<Edit> edits) throws IOException {
    byte[] epochs = Files.readAllBytes(file("epochs.csv"));
    byte[] record = Files.readAllBytes(file("record.json"));
    byte[] bad = edited(RunReader.text(epochs), edits).getBytes(StandardCharsets.UTF_8);
    RecordJson json = RecordJson.read(RunReader.text(record));
    Map<String, RecordJson.StoredFile> files = new java.util.TreeMap<>(json.files());
    files.put("epochs.csv", RecordJson.StoredFile.of(bad));
    RecordJson resigned =
        new RecordJson(
            json.format(),
            json.fingerprint(),
            json.outcome(),
            json.detail(),
            json.metrics(),
            json.environment(),
            json.seconds(),
            files);
    Files.write(file("epochs.csv"), bad);
    Files.writeString(file("record.json"), resigned.write());
    try {
      assertThat(store().find(NAME)).isNotInstanceOf(Stored.Absent.class);
    } finally {
      Files.write(file("epochs.csv"), epochs);
      Files.write(file("record.json"), record);
    }
  }

  /** Gives a header its length and signs it where it says {@code sha256}. */
  private static byte[] safetensors(String header, byte[] data) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(json.length).put(json).put(data);
    return bytes.array();
  }

  @Test
  void an_edited_safetensors_header_is_read_or_refused_in_memory_that_its_file_bounds() {
    Property.holds(1000, draw -> readHeader(draw.list(1, 4, () -> edit(draw))));
  }

  private static void readHeader(List<Edit> edits) throws IOException {
    ByteArrayOutputStream good = new ByteArrayOutputStream();
    new Safetensors(
            snapshot().tensors(), Map.of("losses", new double[] {1, 2, 3}), Map.of("step", "3"))
        .writeTo(good);
    byte[] bytes = good.toByteArray();
    int length = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    String header =
        new String(bytes, 8, length, StandardCharsets.UTF_8)
            .replaceFirst("\"sha256\":\"\\w*\"", "\"a\":\"b\"");
    byte[] data = java.util.Arrays.copyOfRange(bytes, 8 + length, bytes.length);
    Path file = Files.write(results.resolve("edited"), safetensors(edited(header, edits), data));
    // Classes that it needs are loaded before memory is counted.
    readOrRefuse(file);
    long spent = Allocated.by(() -> readOrRefuse(file));
    assertThat(spent).as("bytes allocated").isLessThan(4 << 20);
  }

  private static void readOrRefuse(Path file) {
    try {
      Models.given(Safetensors.read(file, Safetensors.Trust.GIVEN));
    } catch (StoreException.Corrupt e) {
      assertThat(e.getMessage()).isNotBlank();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void an_edited_checkpoint_that_was_signed_again_is_read_or_quarantined() {
    Property.holds(1000, draw -> readCheckpoint(draw.list(1, 3, () -> edit(draw))));
  }

  private static void readCheckpoint(List<Edit> edits) throws IOException {
    REPORTS.clear();
    try (Lease lease = store().lease(NAME).orElseThrow()) {
      RunFolder folder = store().folder(lease, SPEC);
      Map<String, String> metadata = new java.util.TreeMap<>(Models.metadata(snapshot(), NAME));
      metadata.put("epochs", EpochsCsv.write(RunStoreTest.run(SPEC).epochs()));
      metadata.put("seconds", "1.5");
      List<String> keys = List.copyOf(metadata.keySet());
      for (Edit edit : edits) {
        metadata.computeIfPresent(keys.get(edit.at() % keys.size()), (k, v) -> edit.applyTo(v));
      }
      try (var out = Files.newOutputStream(file("checkpoint.safetensors"))) {
        new Safetensors(snapshot().tensors(), Map.of("losses", new double[] {1, 2, 3}), metadata)
            .writeTo(out);
      }
      Optional<Checkpoint> read = folder.checkpoint();
      assertThat(read.isPresent()).isEqualTo(REPORTS.isEmpty());
      Files.deleteIfExists(file("checkpoint.safetensors"));
    }
  }

  @Test
  void an_edited_ledger_is_read_without_what_does_not_verify() {
    Property.holds(200, draw -> readLedger(draw.list(1, 3, () -> edit(draw))));
  }

  private static void readLedger(List<Edit> edits) throws IOException {
    Path file = results.resolve("ledger.csv");
    byte[] good = Files.readAllBytes(file);
    Files.write(
        file,
        edited(new String(good, StandardCharsets.ISO_8859_1), edits)
            .getBytes(StandardCharsets.ISO_8859_1));
    try {
      List<String> whole = new String(good, StandardCharsets.ISO_8859_1).lines().toList();
      assertThat(whole).containsAll(store().ledger().rows());
      assertThat(store().ledger().table().rowCount()).isEqualTo(store().ledger().rows().size());
    } finally {
      Files.write(file, good);
    }
  }
}
