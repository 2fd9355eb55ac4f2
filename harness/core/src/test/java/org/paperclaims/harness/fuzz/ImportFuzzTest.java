package org.paperclaims.harness.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paperclaims.harness.catalogue.CatalogueException;
import org.paperclaims.harness.elsewhere.ImportException;
import org.paperclaims.harness.elsewhere.Imports;
import org.paperclaims.harness.run.RunRecord;

/** Files of runs that were altered are read, or refused by one typed error. */
class ImportFuzzTest {
  /** Fewer than elsewhere: every one is a file that is written and read. */
  private static final int COUNT = Mutations.COUNT / 5;

  private static final String TABLE =
      """
      arm,seed,epoch,train_loss,test_error
      plain,1,1,1.93,62.1
      plain,1,2,1.13,39.7
      plain,2,1,1.95,61.2
      plain,2,2,1.15,38.9
      "a, b",1,1,1.9,60.5
      "a, b",1,2,1.1,37.5
      """;

  private static final String LINES =
      """
      {"arm": "plain", "seed": 1, "epoch": 1, "train_loss": 1.93, "more": {"a": [1, 2]}}
      {"arm": "plain", "seed": 1, "epoch": 2, "train_loss": NaN, "test_error": 38.5}
      """;

  private static final String COLUMNS =
      """
      format: csv
      arm: {is: plain}
      seed: {from: order}
      name: <arm>-seed<seed>
      epoch: epoch
      steps_per_epoch: 1
      twice: last
      metrics: {test_error: {column: test_error, unit: percent wrong}, train_loss: train_loss}
      arms: {plain: other}
      """;

  @TempDir private Path folder = Path.of("");

  private boolean refuses(String name, byte[] content, Optional<Path> columns) throws IOException {
    Path file = Files.write(folder.resolve(name), content);
    try {
      List<RunRecord> runs = Imports.read(List.of(file.toString()), columns, "", note -> {});
      assertThat(runs).isNotEmpty().allMatch(run -> run.spec().madeElsewhere());
      return false;
    } catch (ImportException | CatalogueException e) {
      assertThat(e.getMessage()).isNotEmpty().hasSizeLessThan(1_100).doesNotContain("\u001b", "\n");
      return true;
    }
  }

  private int refused(String name, byte[] content, int seed) {
    return Mutations.refused(content, seed, COUNT, bytes -> refuses(name, bytes, Optional.empty()));
  }

  @Test
  void an_altered_table_is_read_or_refused() {
    int refused = refused("runs.csv", TABLE.getBytes(StandardCharsets.UTF_8), 41);
    assertThat(refused).isBetween(COUNT / 4, COUNT - 1);
  }

  @Test
  void altered_lines_of_json_are_read_or_refused() {
    int refused = refused("runs.jsonl", LINES.getBytes(StandardCharsets.UTF_8), 42);
    assertThat(refused).isBetween(COUNT / 4, COUNT - 1);
  }

  @Test
  void an_altered_file_of_columns_is_read_or_refused() throws IOException {
    byte[] table = TABLE.getBytes(StandardCharsets.UTF_8);
    Path columns = folder.resolve("columns.yaml");
    int refused =
        Mutations.refused(
            COLUMNS.getBytes(StandardCharsets.UTF_8),
            43,
            COUNT,
            bytes -> {
              Files.write(columns, bytes);
              return refuses("runs.csv", table, Optional.of(columns));
            });
    assertThat(refused).isBetween(COUNT / 4, COUNT - 1);
  }

  @Test
  void an_altered_event_file_is_read_or_refused_whatever_its_checksums_say() throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (int step = 1; step <= 3; step++) {
      whole.writeBytes(framed(event(step, 40f / step)));
    }
    Path run = Files.createDirectory(folder.resolve("plain-seed1"));
    String name = folder.relativize(run.resolve("events.out.tfevents.1.x")).toString();
    assertThat(refused(name, whole.toByteArray(), 44)).isGreaterThan(COUNT / 2);
    // Behind a checksum that holds, what is in a record may still be anything.
    int refused =
        Mutations.refused(
            event(1, 40f),
            45,
            COUNT,
            bytes -> refuses(name, concat(framed(event(2, 20f)), framed(bytes)), Optional.empty()));
    assertThat(refused).isBetween(COUNT / 20, COUNT - 1);
  }

  private static byte[] event(int step, float value) {
    byte[] tag = "test_error".getBytes(StandardCharsets.UTF_8);
    ByteBuffer number = ByteBuffer.allocate(5).order(ByteOrder.LITTLE_ENDIAN);
    number.put((byte) (2 << 3 | 5)).putFloat(value);
    byte[] scalar = concat(new byte[] {1 << 3 | 2, (byte) tag.length}, tag, number.array());
    byte[] values = concat(new byte[] {1 << 3 | 2, (byte) scalar.length}, scalar);
    return concat(new byte[] {2 << 3, (byte) step, 5 << 3 | 2, (byte) values.length}, values);
  }

  private static byte[] framed(byte[] content) {
    byte[] length =
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(content.length).array();
    return concat(length, masked(length), content, masked(content));
  }

  private static byte[] masked(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    int value = Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
