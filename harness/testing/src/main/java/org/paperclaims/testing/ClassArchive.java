package org.paperclaims.testing;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * This JVM's class path for many short processes: with an archive of the classes that a suite
 * loads, which takes about a third off the cost of a start. Such an archive takes jars alone, so
 * that folders of classes are packed first.
 */
public final class ClassArchive {
  private ClassArchive() {}

  /**
   * Make the archive in a folder that is deleted with this JVM.
   *
   * @param command starts Java, with the options that the processes will have
   * @param training a main class and its arguments, whose classes are archived
   * @return options for Java that name the class path, and the archive if this JVM can make one
   */
  public static List<String> make(List<String> command, List<String> training) {
    try {
      Path folder = Files.createTempDirectory("class-archive");
      List<String> options = make(folder, command, training);
      try (Stream<Path> files = Files.walk(folder)) {
        // Folders first: they are deleted in the reverse order.
        files.forEach(file -> file.toFile().deleteOnExit());
      }
      return options;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * Make the archive in a folder.
   *
   * @param command starts Java, with the options that the processes will have
   * @param training a main class and its arguments, whose classes are archived
   * @return options for Java that name the class path, and the archive if this JVM can make one
   */
  public static List<String> make(Path folder, List<String> command, List<String> training)
      throws IOException, InterruptedException {
    String path =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .filter(Files::exists)
            .map(entry -> Files.isDirectory(entry) ? packed(entry, folder) : entry)
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    Path archive = folder.resolve("classes.jsa");
    List<String> words =
        Stream.of(command, List.of("-XX:ArchiveClassesAtExit=" + archive, "-cp", path), training)
            .flatMap(List::stream)
            .toList();
    new ProcessBuilder(words)
        .directory(folder.toFile())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
    return Files.exists(archive)
        ? List.of("-XX:SharedArchiveFile=" + archive, "-cp", path)
        : List.of("-cp", path);
  }

  private static Path packed(Path classes, Path folder) {
    try (Stream<Path> files = Files.walk(classes)) {
      Path jar = Files.createTempFile(folder, "classes", ".jar");
      try (OutputStream out = Files.newOutputStream(jar);
          JarOutputStream entries = new JarOutputStream(out)) {
        entries.setLevel(0);
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          entries.putNextEntry(
              new ZipEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
          Files.copy(file, entries);
        }
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
