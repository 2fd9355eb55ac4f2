package org.paperclaims.trackers;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import org.paperclaims.harness.run.RunRecord;

/**
 * A folder that TensorBoard shows: {@code tensorboard --logdir FOLDER}. A run is a folder in it
 * with one event file, which is there whole or not at all.
 */
final class TensorBoardFolder implements Tracker {
  private static final int SHORT = 12;

  private final Path folder;
  private final Clock clock;

  TensorBoardFolder(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  @Override
  public String place() {
    return folder.toString();
  }

  @Override
  public void tell(RunRecord run, boolean reused) throws IOException {
    Path place = Files.createDirectories(folder.resolve(TrackedName.of(run.spec())));
    String name = run.fingerprint().substring(0, SHORT);
    Path file = place.resolve("events.out.tfevents." + name + ".paper-claims");
    if (reused && Files.exists(file)) {
      return;
    }
    // TensorBoard reads every file whose name has "tfevents" in it, and so not this one.
    Path part = place.resolve(name + ".part");
    try {
      write(run, part);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private void write(RunRecord run, Path part) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
      EventWriter events = new EventWriter(out, clock.millis() / 1000.0);
      for (TrackedNumbers.Point point : TrackedNumbers.of(run)) {
        events.scalar(point.name(), point.epoch(), point.value());
      }
    }
  }
}
