package org.paperclaims.datasets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Photographs in folders, a folder a class. Beside them may lie {@code SHA256SUMS}, as the command
 * {@code sha256sum} writes it: then every photograph must be in it, and is compared with it
 * whenever it is read.
 */
final class PhotoFolder {
  static final String SUMS = "SHA256SUMS";

  /** The place of a photograph below its part: the class's folder, and the file. */
  private static final int DEPTH = 2;

  private static final int DEEPEST = 3;

  private final Path root;
  private final Map<String, String> sums;
  private final Map<String, List<Path>> parts = new TreeMap<>();

  /**
   * List the photographs.
   *
   * @param names of the folders below the root whose folders are classes; need not be there
   * @throws DamagedDataException if a photograph lies in no class, or is not in {@code SHA256SUMS}
   * @throws MissingDataException if {@code SHA256SUMS} has one that is not there
   */
  PhotoFolder(Path root, List<String> names) {
    this.root = root;
    try {
      this.sums = sums(root.resolve(SUMS));
      for (String name : names) {
        parts.put(name, list(root.resolve(name)));
      }
    } catch (IOException | UncheckedIOException e) {
      throw new DamagedDataException(root + " cannot be read: " + e, e);
    }
    compareWithSums();
  }

  private static Map<String, String> sums(Path file) throws IOException {
    Map<String, String> sums = new HashMap<>();
    if (Files.isRegularFile(file)) {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        if (!lines.get(i).matches("[0-9a-f]{64} [ *].+")) {
          throw new DamagedDataException(
              file + ", line " + (i + 1) + ": found '" + lines.get(i) + "', allowed SHA256  FILE");
        }
        sums.put(lines.get(i).substring(66), lines.get(i).substring(0, 64));
      }
    }
    return sums;
  }

  private static List<Path> list(Path part) throws IOException {
    if (!Files.isDirectory(part)) {
      return List.of();
    }
    // One folder deeper than they belong, so that the ones that lie there are missed aloud.
    try (Stream<Path> all =
        Files.find(part, DEEPEST, (f, is) -> file(is), FileVisitOption.FOLLOW_LINKS)) {
      List<Path> photos =
          all.filter(f -> PhotoNames.photograph(part, f) || archive(part, f)).sorted().toList();
      for (Path photo : photos) {
        refuseMisplaced(part, photo);
      }
      return photos;
    }
  }

  /** Links are followed, so that one which is still a link leads nowhere. */
  private static boolean file(BasicFileAttributes is) {
    return is.isRegularFile() || is.isSymbolicLink();
  }

  private static boolean archive(Path part, Path file) {
    return part.equals(file.getParent())
        && file.toString().matches("(?s).*\\.(tar|tar\\.gz|tgz|zip)");
  }

  private static void refuseMisplaced(Path part, Path photo) {
    int depth = photo.getNameCount() - part.getNameCount();
    if (archive(part, photo)) {
      String wnid = fileName(photo).replaceFirst("\\..*", "");
      throw new DamagedDataException(
          photo + " is an archive that was not unpacked: unpack it into " + part.resolve(wnid));
    }
    if (depth < DEPTH) {
      throw new DamagedDataException(
          photo
              + " lies in no class: it must lie in "
              + part.resolve("WNID")
              + ", in the folder of its class");
    }
    if (depth > DEPTH) {
      throw new DamagedDataException(
          photo
              + " lies a folder too deep: it must lie in "
              + part.resolve(part.relativize(photo).getName(0)));
    }
    if (Files.notExists(photo)) {
      throw new DamagedDataException(photo + " is a link to nothing");
    }
  }

  private void compareWithSums() {
    if (sums.isEmpty()) {
      return;
    }
    Map<String, String> gone = new HashMap<>(sums);
    for (List<Path> photos : parts.values()) {
      for (Path photo : photos) {
        if (gone.remove(name(photo)) == null) {
          throw new DamagedDataException(photo + " is not in " + root.resolve(SUMS));
        }
      }
    }
    if (!gone.isEmpty()) {
      throw new MissingDataException(
          gone.size()
              + " photographs of "
              + root.resolve(SUMS)
              + " are not there, the first of them "
              + root.resolve(Collections.min(gone.keySet())));
    }
  }

  Path root() {
    return root;
  }

  private List<Path> files(String part) {
    return parts.getOrDefault(part, List.of());
  }

  private String name(Path photo) {
    return root.relativize(photo).toString().replace('\\', '/');
  }

  /** Give the names of the classes of one part, sorted. */
  List<String> classes(String part) {
    return files(part).stream().map(PhotoFolder::folder).distinct().sorted().toList();
  }

  /** Count the photographs of one part. */
  int count(String part) {
    return files(part).size();
  }

  private static String folder(Path photo) {
    return photo.getName(photo.getNameCount() - 2).toString();
  }

  private static String fileName(Path file) {
    return file.getName(file.getNameCount() - 1).toString();
  }

  /**
   * Give the photographs of one part, by class and name.
   *
   * @param classes sorted
   * @throws DamagedDataException if one is of none of the classes
   */
  List<Photo> photos(String part, List<String> classes) {
    List<Photo> photos = new ArrayList<>();
    for (Path file : files(part)) {
      int label = Collections.binarySearch(classes, folder(file));
      if (label < 0) {
        throw new DamagedDataException(
            file + " is of a class that has no folder in " + root.resolve("train"));
      }
      photos.add(new Photo(file, label, sums.getOrDefault(name(file), "")));
    }
    return photos;
  }

  /**
   * Give a checksum: of the contents, if {@code SHA256SUMS} lies there, else of names and sizes.
   * Reading 145 GB before every run would take minutes.
   */
  String checksum() {
    StringBuilder lines = new StringBuilder();
    try {
      for (List<Path> photos : parts.values()) {
        for (Path photo : photos) {
          String name = name(photo);
          String sum = sums.get(name);
          lines
              .append(sum == null ? Long.toString(Files.size(photo)) : sum)
              .append(' ')
              .append(name)
              .append('\n');
        }
      }
    } catch (IOException e) {
      throw new DamagedDataException(root + " cannot be read: " + e, e);
    }
    return Checksum.of(lines.toString());
  }

  /** Decode every photograph, and say of every class's folder what is wrong with it. */
  Stream<FileCheck> verify() {
    return parts.keySet().stream().flatMap(part -> verify(part, classes(part)));
  }

  private Stream<FileCheck> verify(String part, List<String> classes) {
    Map<Integer, List<Photo>> byClass = new TreeMap<>();
    photos(part, classes)
        .forEach(p -> byClass.computeIfAbsent(p.label(), c -> new ArrayList<>()).add(p));
    return byClass.entrySet().stream()
        .map(
            photos -> {
              List<String> problems =
                  photos.getValue().parallelStream()
                      .map(PhotoFolder::problem)
                      .filter(p -> !p.isEmpty())
                      .toList();
              Path folder = root.resolve(part).resolve(classes.get(photos.getKey()));
              return new FileCheck(folder, String.join("; ", problems));
            });
  }

  private static String problem(Photo photo) {
    try {
      photo.decode(new Raster());
      return "";
    } catch (DamagedDataException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
