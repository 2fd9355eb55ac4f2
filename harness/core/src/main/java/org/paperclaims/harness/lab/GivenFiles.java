package org.paperclaims.harness.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.paperclaims.harness.model.ModelFile;
import org.paperclaims.harness.model.ModelFileException;
import org.paperclaims.harness.store.StoreException;

/**
 * Files of models that were made elsewhere, and folders of them. Safe for use by several threads.
 */
final class GivenFiles {
  private final List<Path> places;
  private final Map<Path, String> checksums = new ConcurrentHashMap<>();

  GivenFiles(List<Path> places) {
    this.places = List.copyOf(places);
  }

  /** Find the file of a run's model, by the name {@code <fingerprint>} and an ending. */
  Optional<Path> named(String fingerprint) {
    return files()
        .filter(
            f ->
                ModelFile.ENDINGS.stream()
                    .anyMatch(e -> f.getFileName().toString().equals(fingerprint + e)))
        .findFirst();
  }

  /**
   * Open the file with a checksum.
   *
   * @throws StoreException if there is none
   */
  ModelFile open(String sha256) {
    List<String> others = new ArrayList<>();
    for (Path path : files().toList()) {
      if (checksums.getOrDefault(path, sha256).equals(sha256)) {
        try {
          ModelFile file = ModelFile.open(path);
          checksums.put(path, file.sha256());
          if (file.sha256().equals(sha256)) {
            return file;
          }
          file.close();
        } catch (ModelFileException e) {
          others.add(String.valueOf(e.getMessage()));
        }
      }
    }
    throw new StoreException(
        "no model with the SHA-256 %s is in %s%s; name its folder or the file with -Dclaims.models=DIR"
            .formatted(
                sha256,
                places.isEmpty()
                    ? "any folder given"
                    : places.stream().map(Path::toString).collect(Collectors.joining(", ")),
                others.isEmpty()
                    ? ""
                    : ", and these cannot be read: " + String.join("; ", others)));
  }

  private Stream<Path> files() {
    return places.stream().flatMap(GivenFiles::filesOf);
  }

  private static Stream<Path> filesOf(Path place) {
    if (!Files.isDirectory(place)) {
      return Files.exists(place) ? Stream.of(place) : Stream.empty();
    }
    try (Stream<Path> files = Files.list(place)) {
      return files
          .filter(f -> ModelFile.ENDINGS.stream().anyMatch(e -> f.toString().endsWith(e)))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new StoreException("the folder of models %s cannot be read: %s".formatted(place, e), e);
    }
  }
}
