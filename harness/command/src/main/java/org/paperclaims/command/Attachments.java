package org.paperclaims.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.platform.engine.OutputDirectoryCreator;
import org.junit.platform.engine.TestDescriptor;
import org.paperclaims.harness.suite.SettingsException;

/**
 * Where JUnit puts the files that tests publish, until it is closed. A build keeps them beside its
 * XML; the command has its report, and leaves nothing in the folder that it was called in.
 */
final class Attachments implements OutputDirectoryCreator, AutoCloseable {
  private final Path root;

  /**
   * Make the place.
   *
   * @throws SettingsException if the folder for temporary files cannot be used
   */
  Attachments() {
    TemporaryFolder folder = TemporaryFolder.ofJava();
    folder
        .fault()
        .ifPresent(
            fault -> {
              throw new SettingsException(fault);
            });
    try {
      root = Files.createTempDirectory("claims");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Path getRootDirectory() {
    return root;
  }

  @Override
  public Path createOutputDirectory(TestDescriptor test) throws IOException {
    return Files.createTempDirectory(root, "test");
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(root)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      // A file left in the folder for temporary files decides nothing about a claim.
    }
  }
}
