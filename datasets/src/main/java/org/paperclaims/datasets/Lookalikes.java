package org.paperclaims.datasets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.paperclaims.datasets.DatasetCard.DataFile;
import org.paperclaims.datasets.DatasetCard.Download;

/**
 * Looks for what lies in the place of a data set's files when somebody put them there by hand:
 * another version, an archive that was not unpacked, a download that did not end, a name in other
 * letters, a folder too deep or too high.
 */
final class Lookalikes {
  /** Names of a person's directory that are looked at; a folder of photographs may have more. */
  private static final int NAMES = 10_000;

  /** Folders of a person's directory that are looked into. */
  private static final int FOLDERS = 200;

  private static final Pattern UNFINISHED =
      Pattern.compile("(?s).*\\.(part|partial|crdownload|download|aria2|tmp|!ut)");
  private static final Pattern PACKED =
      Pattern.compile("(?s).*\\.(tar|tgz|gz|bz2|xz|zst|zip|7z|rar)");

  private final DatasetCard card;
  private final Path directory;

  /**
   * Make a search.
   *
   * @param directory of all data sets
   */
  Lookalikes(DatasetCard card, Path directory) {
    this.card = card;
    this.directory = directory;
  }

  /** Give a sentence about what lies there, after a space; empty if nothing looks like the set. */
  String hint() {
    return Stream.<Supplier<String>>of(
            this::noFolder, this::version, this::archive, this::letters, this::place)
        .map(Supplier::get)
        .filter(said -> !said.isEmpty())
        .findFirst()
        .orElse("");
  }

  private Path folder() {
    return directory.resolve(card.folder());
  }

  private List<Path> homes() {
    return List.of(folder(), directory);
  }

  private String noFolder() {
    Path folder = folder();
    if (Files.isSymbolicLink(folder) && Files.notExists(folder)) {
      return " " + folder + " is a link to nothing.";
    }
    if (Files.isRegularFile(folder)) {
      return " " + folder + " is a file, and no folder.";
    }
    return Files.exists(folder) && !Files.isReadable(folder)
        ? " " + folder + " may not be read by this user."
        : "";
  }

  private String version() {
    String inside = version(folder());
    return inside.isEmpty() ? version(directory) : inside;
  }

  /** Say which other version lies in a folder, after a space; nothing if none does. */
  String version(Path home) {
    for (Path found : children(home)) {
      for (OtherVersion version : OtherVersion.of(card)) {
        if (version.has(name(found)) && (version.telling() || home.equals(folder()))) {
          return " %s is %s.".formatted(found, version.words());
        }
      }
    }
    return "";
  }

  private String archive() {
    for (Download download : card.downloads()) {
      if (isFile(download.name()) && Files.exists(folder().resolve(download.name()))) {
        continue;
      }
      for (Path home : homes()) {
        for (Path found : children(home)) {
          if (Files.isRegularFile(found) && named(download, name(found))) {
            return archive(download, home, found);
          }
        }
      }
    }
    return "";
  }

  private String archive(Download download, Path home, Path found) {
    String name = name(found).toLowerCase(Locale.ROOT);
    if (UNFINISHED.matcher(name).matches()) {
      return " %s is a download that did not end.".formatted(found);
    }
    if (isFile(download.name()) && !PACKED.matcher(packedBeyond(download, name)).matches()) {
      return " %s is there: rename it to %s.".formatted(found, folder().resolve(download.name()));
    }
    return " %s is an archive that was not unpacked: unpack it in %s%s."
        .formatted(
            found,
            isFile(download.name()) ? folder() : directory,
            name(found).equals(download.name())
                ? ", or fetch with `--from %s`".formatted(home)
                : "");
  }

  /** Give a name without the ending that its makers give it, which may be one of archives too. */
  private static String packedBeyond(Download download, String name) {
    String ending = download.name().substring(download.name().lastIndexOf('.'));
    return name.endsWith(ending) ? name.substring(0, name.length() - ending.length()) : name;
  }

  /** Tell whether a file is called as a download is, or as browsers call its second copy. */
  private boolean named(Download download, String name) {
    String stem = download.name().replaceFirst("\\.(tar\\.gz|mat|zip)$", "");
    boolean alike =
        Pattern.compile(Pattern.quote(stem) + "\\W.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL)
            .matcher(name)
            .matches();
    return alike && !(isFile(download.name()) && name.equalsIgnoreCase(download.name()));
  }

  private boolean isFile(String name) {
    return card.files().stream().anyMatch(f -> f.name().equals(name));
  }

  /** Say which name is right but for its capital letters, after a space; nothing if none is. */
  String letters() {
    for (Path found : children(directory)) {
      if (differsInCase(name(found), card.folder()) && Files.isDirectory(found)) {
        return " %s is there: rename it to %s.".formatted(found, folder());
      }
    }
    for (Path found : children(folder())) {
      for (String name : names()) {
        if (differsInCase(name(found), name) && Files.notExists(folder().resolve(name))) {
          return " %s is there: rename it to %s.".formatted(found, name);
        }
      }
    }
    return "";
  }

  private static boolean differsInCase(String found, String expected) {
    return found.equalsIgnoreCase(expected) && !found.equals(expected);
  }

  /** Give what tells the set's folder: its files, or the folder of photographs to test on. */
  private List<String> names() {
    return card.files().isEmpty()
        ? List.of("val", "train")
        : card.files().stream().map(DataFile::name).toList();
  }

  private String place() {
    for (Path place : places()) {
      if (!place.equals(folder()) && holds(place)) {
        return place.equals(directory)
            ? " %s itself holds its files: %s is where they are looked for."
                .formatted(place, folder())
            : " %s holds its files: move them into %s, where they are looked for."
                .formatted(place, folder());
      }
    }
    return "";
  }

  private boolean holds(Path place) {
    if (card.files().isEmpty()) {
      // Other sets have a folder val too, and no classes in it that are numbers of WordNet.
      return children(place.resolve("val")).stream().anyMatch(c -> name(c).matches("n\\d+"));
    }
    return children(place).stream()
        .anyMatch(
            c -> Files.isRegularFile(c) && names().stream().anyMatch(name(c)::equalsIgnoreCase));
  }

  private List<Path> places() {
    List<Path> places = new ArrayList<>();
    places.add(directory);
    for (Path home : homes()) {
      children(home).stream()
          .filter(Files::isDirectory)
          .limit(FOLDERS)
          .forEach(
              child -> {
                places.add(child);
                places.add(child.resolve(card.folder()));
              });
    }
    return places;
  }

  /** Give what lies in a folder, sorted; nothing if it cannot be read. */
  private static List<Path> children(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.limit(NAMES).sorted().toList();
    } catch (IOException | UncheckedIOException unreadable) {
      return List.of();
    }
  }

  private static String name(Path file) {
    return file.getName(file.getNameCount() - 1).toString();
  }
}
