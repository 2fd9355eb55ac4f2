package org.paperclaims.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Java's folder for temporary files: tests' attachments, fonts and large matrices lie in it. */
record TemporaryFolder(Path location) {
  private static final long ROOM = 64L << 20;

  static TemporaryFolder ofJava() {
    return new TemporaryFolder(Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
  }

  /** Say what keeps it from being used, and which setting names another; empty if nothing does. */
  Optional<String> fault() {
    return found()
        .map(
            what ->
                ("the folder for temporary files, %s, %s; name another with"
                        + " -Djava.io.tmpdir=FOLDER, which ci/claims takes from CLAIMS_JVM_ARGS")
                    .formatted(location, what));
  }

  private Optional<String> found() {
    try {
      Path probe = Files.createTempFile(location, "claims", "");
      Files.delete(probe);
    } catch (IOException e) {
      return Optional.of("cannot be written (" + e + ")");
    }
    long free = location.toFile().getUsableSpace();
    return free < ROOM
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "has %,d MiB free, and at least %d are needed",
                free >> 20,
                ROOM >> 20))
        : Optional.empty();
  }
}
