package org.paperclaims.harness.elsewhere;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.paperclaims.harness.run.Fingerprint;

/**
 * MLflow's older store in files: a folder an experiment, in it a folder a run, and in that {@code
 * metrics/NAME} with lines of time, value and step, {@code params/NAME} and {@code tags/NAME}.
 */
final class MlrunsFolder implements RowReader {
  private static final String META = "meta.yaml";
  private static final int LONGEST_TEXT = 100_000;
  private static final int MOST_LEVELS = 6;

  private final Path root;
  private final BiConsumer<String, String> digests;
  private final Consumer<String> note;

  /**
   * @param digests is told the SHA-256 of the metrics of each run, by the run's place
   * @param note is told of runs that their owner has deleted
   */
  MlrunsFolder(Path root, BiConsumer<String, String> digests, Consumer<String> note) {
    this.root = root;
    this.digests = digests;
    this.note = note;
  }

  /** Tell whether a folder is of this kind: a store, an experiment, or a run. */
  static boolean isOne(Path folder) throws IOException {
    if (Files.isRegularFile(folder.resolve(META))) {
      return true;
    }
    for (Path child : children(folder)) {
      if (Files.isRegularFile(child.resolve(META))) {
        return true;
      }
    }
    return false;
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children
          .filter(c -> Files.isDirectory(c, LinkOption.NOFOLLOW_LINKS))
          .filter(c -> !String.valueOf(c.getFileName()).startsWith("."))
          .sorted()
          .toList();
    }
  }

  @Override
  public void read(Consumer<Row> rows) throws IOException {
    folder(root, 0, rows);
  }

  private void folder(Path folder, int depth, Consumer<Row> rows) throws IOException {
    if (Files.isDirectory(folder.resolve("metrics"), LinkOption.NOFOLLOW_LINKS)) {
      run(folder, rows);
    } else if (depth < 2) {
      for (Path child : children(folder)) {
        folder(child, depth + 1, rows);
      }
    }
  }

  private void run(Path run, Consumer<Row> rows) throws IOException {
    Map<String, String> about = new TreeMap<>();
    texts(run.resolve("params"), "params.", about);
    texts(run.resolve("tags"), "tags.", about);
    String meta = Files.exists(run.resolve(META)) ? text(run.resolve(META)) : "";
    String place = place(run);
    if (field(meta, "lifecycle_stage").filter("deleted"::equals).isPresent()) {
      note.accept(place + ": this run was deleted in MLflow, and is left out");
      return;
    }
    String name =
        Optional.ofNullable(about.get("tags.mlflow.runName"))
            .or(() -> field(meta, "run_name"))
            .filter(n -> !n.isEmpty())
            .orElse(String.valueOf(run.getFileName()));
    MessageDigest digest = Fingerprint.digest();
    for (Map.Entry<String, Path> metric : files(run.resolve("metrics")).entrySet()) {
      digest.update(Files.readAllBytes(bounded(metric.getValue(), 256 << 20)));
      metric(metric.getKey(), metric.getValue(), name, about, place, rows);
    }
    digests.accept(place, HexFormat.of().formatHex(digest.digest()));
  }

  private String place(Path run) {
    return root.relativize(run).toString().isEmpty()
        ? String.valueOf(run.getFileName())
        : root.getFileName() + "/" + root.relativize(run).toString().replace('\\', '/');
  }

  private void metric(
      String metric,
      Path file,
      String name,
      Map<String, String> about,
      String place,
      Consumer<Row> rows)
      throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      Lines lines = new Lines(place + "/metrics/" + metric, in);
      for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
        if (line.get().isBlank()) {
          continue;
        }
        String[] parts = line.get().strip().split(" +");
        if (parts.length != 3 && parts.length != 2) {
          throw lines.place().refuse("found " + parts.length + " words, allowed time, value, step");
        }
        Row row = new Row(lines.place());
        row.put(RUN, name, 0);
        row.put("file", place, 0);
        about.forEach((key, value) -> row.put(key, value, 0));
        row.put(METRIC, metric, 0);
        row.put(VALUE, parts[1], line.get().indexOf(parts[1], parts[0].length()) + 1);
        row.put(EPOCH, parts.length == 3 ? parts[2] : "0", 0);
        rows.accept(row);
      }
    }
  }

  private void texts(Path folder, String prefix, Map<String, String> about) throws IOException {
    for (Map.Entry<String, Path> file : files(folder).entrySet()) {
      about.put(prefix + file.getKey(), text(file.getValue()).strip());
    }
  }

  /** Give the files of a folder by their names, which may have slashes. */
  private static Map<String, Path> files(Path folder) throws IOException {
    Map<String, Path> found = new TreeMap<>();
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> files = Files.walk(folder, MOST_LEVELS)) {
        for (Path file : (Iterable<Path>) files::iterator) {
          if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            found.put(folder.relativize(file).toString().replace('\\', '/'), file);
          }
        }
      }
    }
    return found;
  }

  private static Path bounded(Path file, long most) throws IOException {
    if (Files.size(file) > most) {
      throw new Place(file.toString(), 0, 0)
          .refuse("it has " + Files.size(file) + " bytes; at most " + most + " are allowed");
    }
    return file;
  }

  private static String text(Path file) throws IOException {
    return new String(
        Files.readAllBytes(bounded(file, LONGEST_TEXT)), java.nio.charset.StandardCharsets.UTF_8);
  }

  /** Read a field of the flat YAML that MLflow writes. */
  private static Optional<String> field(String meta, String name) {
    return meta.lines()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip().replaceAll("^['\"]|['\"]$", ""))
        .findFirst();
  }
}
