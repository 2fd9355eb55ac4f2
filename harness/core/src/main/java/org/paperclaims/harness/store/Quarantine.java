package org.paperclaims.harness.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import java.util.function.Consumer;

/** The folder of what does not verify: never used, never deleted, and said aloud. */
final class Quarantine {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final Path folder;
  private final Consumer<String> report;

  Quarantine(Path folder, Consumer<String> report) {
    this.folder = folder;
    this.report = report;
  }

  /** Move a file or folder away, with a note of why; nothing happens if it is gone already. */
  void move(Path what, String reason) {
    if (!Files.exists(what, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    String name = TIME.format(Instant.now()) + "-" + UUID.randomUUID().toString().substring(0, 8);
    Path place = folder.resolve(name);
    try {
      Files.createDirectories(place);
      Files.move(what, place.resolve(what.getFileName()));
      Files.writeString(place.resolve("why.txt"), what + "\n" + reason + "\n");
    } catch (NoSuchFileException e) {
      return;
    } catch (IOException e) {
      throw new StoreException("cannot move " + what + " to " + place + ": " + e, e);
    }
    report.accept("moved " + what + " to " + place + ": " + reason);
  }

  /** Keep a copy of bytes that are about to be left out of a file, with a note of why. */
  void keep(Path from, Disk.Content bytes, String reason) {
    String name = TIME.format(Instant.now()) + "-" + UUID.randomUUID().toString().substring(0, 8);
    Path place = folder.resolve(name);
    try {
      Files.createDirectories(place);
      try (OutputStream out = Files.newOutputStream(place.resolve(from.getFileName()))) {
        bytes.writeTo(out);
      }
      Files.writeString(place.resolve("why.txt"), from + "\n" + reason + "\n");
    } catch (IOException e) {
      throw new StoreException("cannot keep what is wrong with " + from + ": " + e, e);
    }
    report.accept("kept " + place + ": " + reason);
  }
}
