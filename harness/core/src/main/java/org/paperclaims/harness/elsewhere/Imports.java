package org.paperclaims.harness.elsewhere;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.paperclaims.harness.catalogue.Columns;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.ShownText;

/**
 * Reads runs that were made elsewhere from files, folders and servers. Everything is read and
 * checked before any of it is given, so that a mistake in the last line leaves nothing half done.
 */
public final class Imports {
  private static final String EVENTS = "events.out.tfevents";
  private static final byte[] SQLITE = "SQLite format 3".getBytes(StandardCharsets.US_ASCII);
  private static final int HEAD = 1 << 16;

  private final Optional<Path> columnsFile;
  private final String experiment;
  private final Consumer<String> note;
  private final Set<String> formats = new LinkedHashSet<>();
  private final Set<String> names = new HashSet<>();
  private Optional<RunTable> table = Optional.empty();
  private Optional<Columns> columns = Optional.empty();

  private Imports(Optional<Path> columnsFile, String experiment, Consumer<String> note) {
    this.columnsFile = columnsFile;
    this.experiment = experiment;
    this.note = note;
  }

  /**
   * Read runs. All sources together are one import: a set of runs is whole when they have been
   * read.
   *
   * @param sources files, folders of event files, MLflow's folders, or addresses of its server
   * @param columns a file that says how they are read; the common layouts need none
   * @param experiment of MLflow; empty for all
   * @param note is told what a reader must know, and is no mistake
   * @throws ImportException if a source cannot be read, or says what no run can have come to
   * @throws org.paperclaims.harness.catalogue.CatalogueException if the file of columns has a
   *     mistake
   */
  public static List<RunRecord> read(
      List<String> sources, Optional<Path> columns, String experiment, Consumer<String> note)
      throws IOException {
    Imports imports = new Imports(columns, experiment, note);
    for (String source : sources) {
      imports.source(source);
    }
    String what = sources.size() == 1 ? named(sources.get(0)) : sources.size() + " sources";
    return imports.table.orElseThrow().records(what, String.join(", ", imports.formats));
  }

  private void source(String source) throws IOException {
    if (source.matches("https?://.*")) {
      server(source);
      return;
    }
    Path path = Path.of(source);
    if (Files.isDirectory(path)) {
      folder(path);
      return;
    }
    if (!Files.exists(path)) {
      throw new NoSuchFileException(source);
    }
    if (String.valueOf(path.getFileName()).startsWith(EVENTS)) {
      Path parent = path.toAbsolutePath().normalize().getParent();
      events(path, name(path), parent == null ? "" : name(parent));
      return;
    }
    file(path);
  }

  private static String named(String source) {
    return source.matches("https?://.*") ? source : name(Path.of(source));
  }

  private static String name(Path file) {
    return ShownText.name(String.valueOf(file.getFileName()));
  }

  private RunTable table(Columns usual) {
    if (table.isEmpty()) {
      Columns chosen = columns(usual);
      table = Optional.of(new RunTable(chosen));
    }
    return table.get();
  }

  private Columns columns(Columns usual) {
    if (columns.isEmpty()) {
      columns = Optional.of(columnsFile.map(f -> Columns.read(f, usual)).orElse(usual));
    }
    return columns.get();
  }

  /** Refuse two files of one name: nobody could say later which told of a run. */
  private String once(String name) {
    if (!names.add(name)) {
      throw new Place(name, 0, 0).refuse("found two files of this name, allowed each name once");
    }
    return name;
  }

  private void server(String address) throws IOException {
    formats.add("MLflow server");
    RunTable runs = table(UsualColumns.ofNamedRuns());
    MlflowServer server =
        new MlflowServer(address, experiment, columns(UsualColumns.ofNamedRuns()));
    server.read(row -> runs.add(row, address, "mlflow"));
    runs.digest(once(address), server.digest());
  }

  private void folder(Path folder) throws IOException {
    if (MlrunsFolder.isOne(folder)) {
      formats.add("mlruns folder");
      RunTable runs = table(UsualColumns.ofNamedRuns());
      new MlrunsFolder(folder.toAbsolutePath().normalize(), runs::digest, note)
          .read(row -> runs.add(row, row.text("file").orElse(""), "mlflow"));
      return;
    }
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder, 20)) {
      files =
          all.filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS))
              .filter(f -> String.valueOf(f.getFileName()).startsWith(EVENTS))
              .sorted()
              .toList();
    }
    if (files.isEmpty()) {
      throw new Place(folder.toString(), 0, 0)
          .refuse(
              "found neither event files of TensorBoard nor runs of MLflow; name the files of a folder one by one");
    }
    for (Path file : files) {
      Path parent = folder.relativize(file).getParent();
      String run =
          parent == null
              ? name(folder.toAbsolutePath().normalize())
              : parent.toString().replace('\\', '/');
      events(file, run + "/" + name(file), ShownText.name(run));
    }
  }

  private void events(Path file, String shown, String run) throws IOException {
    formats.add("TensorBoard event files");
    RunTable runs = table(UsualColumns.ofNamedRuns());
    digested(
        file, shown, in -> new EventFile(shown, run, in).read(row -> runs.add(row, shown, run)));
  }

  /** Something that reads a stream. */
  private interface Reading {
    void of(InputStream in) throws IOException;
  }

  private void digested(Path file, String shown, Reading reading) throws IOException {
    MessageDigest digest = Fingerprint.digest();
    try (InputStream in =
        new BufferedInputStream(new DigestInputStream(Files.newInputStream(file), digest), HEAD)) {
      reading.of(in);
      in.transferTo(java.io.OutputStream.nullOutputStream());
    }
    table.orElseThrow().digest(once(shown), HexFormat.of().formatHex(digest.digest()));
  }

  private void file(Path file) throws IOException {
    String shown = name(file);
    String stem = shown.replaceFirst("[.][A-Za-z0-9]{1,6}$", "");
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(HEAD);
    }
    if (startsWith(head, SQLITE)) {
      formats.add("MLflow database");
      RunTable runs = table(UsualColumns.ofNamedRuns());
      new MlflowDatabase(file, experiment, note).read(row -> runs.add(row, shown, stem));
      digested(file, shown, in -> {});
      return;
    }
    String first = new String(head, StandardCharsets.UTF_8).stripLeading();
    Columns asked = columns(usual(first));
    RunTable runs = table(asked);
    digested(
        file, shown, in -> reader(asked, first, shown, in).read(row -> runs.add(row, shown, stem)));
  }

  private static boolean startsWith(byte[] bytes, byte[] start) {
    return bytes.length >= start.length
        && java.util.Arrays.equals(bytes, 0, start.length, start, 0, start.length);
  }

  private static Columns usual(String first) {
    return !first.startsWith("{") && WandbRows.isHead(first.lines().findFirst().orElse(""))
        ? UsualColumns.ofNamedRuns()
        : UsualColumns.ofTables();
  }

  private RowReader reader(Columns asked, String first, String shown, InputStream in) {
    String head = first.lines().findFirst().orElse("");
    String format =
        !asked.word().isEmpty() || (asked.format().isEmpty() && first.startsWith("{"))
            ? "json-lines"
            : asked.format().isEmpty() && WandbRows.isHead(head) ? "wandb" : asked.format();
    formats.add(
        switch (format) {
          case "json-lines" -> "JSON lines";
          case "wandb" -> "table of Weights and Biases";
          default -> "CSV";
        });
    return switch (format) {
      case "json-lines" -> new JsonRows(shown, in, asked.word());
      case "wandb" -> new WandbRows(shown, in);
      default -> new CsvRows(shown, in);
    };
  }

  /** Give the names of the sets of runs, in their order. */
  public static List<String> sets(List<RunRecord> runs) {
    return runs.stream().map(run -> run.spec().imported().name()).distinct().toList();
  }
}
