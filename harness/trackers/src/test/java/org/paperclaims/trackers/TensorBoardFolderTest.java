package org.paperclaims.trackers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paperclaims.harness.run.RunRecord;
import org.tensorflow.framework.Summary;
import org.tensorflow.util.Event;

/** TensorFlow's own classes find in the event files what the runs have. */
class TensorBoardFolderTest {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-01-01T12:00:00.500Z"), ZoneOffset.UTC);

  @TempDir private Path folder = Path.of("");

  private List<Path> tell(RunRecord run, boolean reused) throws IOException {
    new TensorBoardFolder(folder, NOON).tell(run, reused);
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static List<Event> events(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<Event> events = new ArrayList<>();
    while (bytes.hasRemaining()) {
      byte[] event = new byte[(int) bytes.getLong()];
      bytes.getInt();
      bytes.get(event);
      bytes.getInt();
      events.add(Event.parseFrom(event));
    }
    return events;
  }

  private static List<String> told(Path file) throws IOException {
    return events(file).stream()
        .flatMap(
            e ->
                e.getSummary().getValueList().stream()
                    .map(v -> v.getTag() + " " + e.getStep() + " " + v.getSimpleValue()))
        .toList();
  }

  @Test
  void a_run_is_a_folder_of_scalars_by_epoch() throws IOException {
    RunRecord run = Runs.completed(3);
    Path file = tell(run, false).get(0);
    assertThat(folder.relativize(file).toString())
        .matches(
            "resnet-20-w8\\.last@100%\\.shapes10\\.[0-9a-f]{8}-seed3/events\\.out\\.tfevents\\..+");
    assertThat(told(file))
        .containsExactly(
            "learning_rate 1 0.03",
            "train_loss 1 2.5",
            "test_loss 1 2.0",
            "test_error 1 40.25",
            "learning_rate 2 0.03",
            "train_loss 2 1.25",
            "test_loss 2 2.0",
            "test_error 2 12.5",
            "epochs_to(train_error<20) 2 2.0");
    assertThat(events(file))
        .allSatisfy(e -> assertThat(e.getWallTime()).isEqualTo(NOON.millis() / 1000.0));
  }

  /**
   * The length of the first record is 24, and these are its checksum's bytes in every such file.
   */
  @Test
  void the_file_begins_as_event_files_of_tensorflow_do() throws IOException {
    Path file = tell(Runs.completed(3), false).get(0);
    byte[] start = Arrays.copyOf(Files.readAllBytes(file), 12);
    assertThat(HexFormat.of().formatHex(start)).isEqualTo("1800000000000000a37f4b22");
    assertThat(events(file).get(0).getFileVersion()).isEqualTo("brain.Event:2");
  }

  @Test
  void numbers_that_are_none_stand_as_such() throws IOException {
    RunRecord run = Runs.of(1, RunRecord.Outcome.DIVERGED, 90, Double.NaN);
    List<Summary.Value> values =
        events(tell(run, false).get(0)).stream()
            .flatMap(e -> e.getSummary().getValueList().stream())
            .toList();
    assertThat(values.get(values.size() - 1).getSimpleValue()).isNaN();
  }

  @Test
  void a_run_from_the_store_is_written_once_and_a_new_one_takes_its_place() throws IOException {
    Path file = tell(Runs.completed(3), true).get(0);
    Files.writeString(file, "seen");
    assertThat(tell(Runs.completed(3), true)).containsExactly(file);
    assertThat(file).hasContent("seen");
    assertThat(tell(Runs.completed(3), false)).containsExactly(file);
    assertThat(told(file)).hasSize(9);
  }
}
