package org.paperclaims.harness.lab;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.paperclaims.harness.model.ModelFile;
import org.paperclaims.harness.model.ModelFileException;
import org.paperclaims.harness.run.Fingerprint;
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
    return files(ModelFile.ENDINGS).stream()
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
    for (Path path : files(ModelFile.ENDINGS)) {
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
    throw missing(sha256, others);
  }

  /**
   * Find the file with a checksum that holds a whole network.
   *
   * @throws StoreException if there is none
   */
  Path graph(String sha256) {
    for (Path path : files(List.of(GraphFormats.ONNX))) {
      if (checksums.computeIfAbsent(path, GivenFiles::sha256).equals(sha256)) {
        return path;
      }
    }
    throw missing(sha256, List.of());
  }

  private static String sha256(Path file) {
    MessageDigest digest = Fingerprint.digest();
    try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new StoreException("the model %s cannot be read: %s".formatted(file, e), e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private StoreException missing(String sha256, List<String> unreadable) {
    return new StoreException(
        "no model with the SHA-256 %s is in %s%s; name its folder or the file with -Dclaims.models=DIR"
            .formatted(
                sha256,
                places.isEmpty()
                    ? "any folder given"
                    : places.stream().map(Path::toString).collect(Collectors.joining(", ")),
                unreadable.isEmpty()
                    ? ""
                    : ", and these cannot be read: " + String.join("; ", unreadable)));
  }

  private List<Path> files(List<String> endings) {
    return places.stream().flatMap(place -> filesOf(place, endings)).toList();
  }

  private static Stream<Path> filesOf(Path place, List<String> endings) {
    if (!Files.isDirectory(place)) {
      return Files.exists(place) ? Stream.of(place) : Stream.empty();
    }
    try (Stream<Path> files = Files.list(place)) {
      return files
          .filter(f -> endings.stream().anyMatch(e -> f.toString().endsWith(e)))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new StoreException("the folder of models %s cannot be read: %s".formatted(place, e), e);
    }
  }
}
