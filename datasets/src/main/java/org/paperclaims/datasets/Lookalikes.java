package org.paperclaims.datasets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.paperclaims.datasets.DatasetCard.DataFile;

/**
 * Looks for what lies in the place of a data set's files when somebody put them there by hand:
 * another version, an archive that was not unpacked, a folder too deep or too high.
 */
final class Lookalikes {
  private static final String PYTHON =
      "the Python version of it, and the binary version is what is read here";
  private static final String MATLAB =
      "the MATLAB version of it, and the binary version is what is read here";

  /** By data set, what its other versions are called. */
  private static final Map<String, Map<String, String>> VERSIONS =
      Map.of(
          "cifar-10-batches-bin",
          Map.of(
              "data_batch_1", PYTHON,
              "batches.meta", PYTHON,
              "cifar-10-batches-py", PYTHON,
              "cifar-10-python.tar.gz", PYTHON,
              "cifar-10-batches-mat", MATLAB,
              "data_batch_1.mat", MATLAB,
              "cifar-10-matlab.tar.gz", MATLAB),
          "cifar-100-binary",
          Map.of(
              "train", PYTHON,
              "meta", PYTHON,
              "cifar-100-python", PYTHON,
              "cifar-100-python.tar.gz", PYTHON,
              "cifar-100-matlab", MATLAB,
              "train.mat", MATLAB,
              "cifar-100-matlab.tar.gz", MATLAB),
          "svhn",
          Map.of(
              "train.tar.gz",
                  "the full numbers (format 1), and the cropped digits are what is read",
              "digitStruct.mat",
                  "the full numbers (format 1), and the cropped digits are what is read",
              "train", "the full numbers (format 1), and the cropped digits are what is read"),
          "tiny-imagenet",
          Map.of(
              "tiny-imagenet-200",
              "the unpacked photographs, and tiny-imagenet-200.zip itself is what is read",
              "wnids.txt",
              "the unpacked photographs, and tiny-imagenet-200.zip itself is what is read"),
          "imagenet",
          Map.of(
              "ILSVRC2012_img_train.tar", "an archive that was not unpacked",
              "ILSVRC2012_img_val.tar", "an archive that was not unpacked",
              "ILSVRC", "the layout of Kaggle; its ILSVRC/Data/CLS-LOC holds train and val",
              "validation", "another name of the folder val"));

  /** Folders of a person's directory that are looked into; who keeps more has another one. */
  private static final int FOLDERS = 200;

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
    try {
      return version() + archive() + place();
    } catch (IOException | UncheckedIOException unreadable) {
      return "";
    }
  }

  private Path folder() {
    return directory.resolve(card.folder());
  }

  private String version() {
    Map<String, String> versions = VERSIONS.getOrDefault(card.folder(), Map.of());
    for (Path place : List.of(folder(), directory)) {
      for (String name : versions.keySet().stream().sorted().toList()) {
        // In the common directory, `train` may be anybody's.
        boolean telling = place.equals(folder()) || name.contains("-") || name.contains("ILSVRC");
        if (telling && Files.exists(place.resolve(name))) {
          return " %s is %s.".formatted(place.resolve(name), versions.get(name));
        }
      }
    }
    return "";
  }

  private String archive() {
    for (DatasetCard.Download download : card.downloads()) {
      String name = download.name();
      boolean file = card.files().stream().anyMatch(f -> f.name().equals(name));
      for (Path place : List.of(folder(), directory)) {
        for (String stem : List.of(name, name.replaceFirst("\\.gz$", ""))) {
          Path found = place.resolve(stem);
          if (!file && Files.isRegularFile(found)) {
            return " %s is an archive that was not unpacked: unpack it in %s, or fetch with `--from %s`."
                .formatted(found, directory, place);
          }
        }
      }
    }
    return "";
  }

  private String place() throws IOException {
    for (Path place : places()) {
      if (holds(place)) {
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
    if (place.equals(folder())) {
      return false;
    }
    if (card.files().isEmpty()) {
      return Files.isDirectory(place.resolve("val"));
    }
    for (DataFile file : card.files()) {
      if (Files.isRegularFile(place.resolve(file.name()))) {
        return true;
      }
    }
    return false;
  }

  private List<Path> places() throws IOException {
    List<Path> places = new ArrayList<>();
    places.add(directory);
    for (Path above : List.of(folder(), directory)) {
      for (Path child : folders(above)) {
        places.add(child);
        places.add(child.resolve(card.folder()));
      }
    }
    return places;
  }

  private static List<Path> folders(Path above) throws IOException {
    List<Path> folders = new ArrayList<>();
    if (Files.isDirectory(above)) {
      try (DirectoryStream<Path> children = Files.newDirectoryStream(above)) {
        for (Path child : children) {
          if (folders.size() < FOLDERS && Files.isDirectory(child)) {
            folders.add(child);
          }
        }
      }
    }
    folders.sort(null);
    return folders;
  }
}
