package org.paperclaims.datasets;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.paperclaims.plugins.Registry;

/**
 * Opens data sets by name. Remembers which files it has verified, so that one instance serves a
 * whole process. Safe for use by several threads.
 *
 * <p>Generated, and so always there: {@code shapes10}, {@code limbs}, {@code linear-teacher},
 * {@code nonlinear-teacher}. Read from the directory: {@code cifar10}, {@code cifar100}, {@code
 * svhn}, {@code svhn-extra}, {@code tiny-imagenet}, {@code mpii}, {@code imagenet}, and {@code
 * imagenet-part} where not all of it lies there. Plug-ins bring others: {@link DatasetProvider}.
 */
public final class Datasets {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration SILENCE = Duration.ofSeconds(60);

  private final Registry<Source> sources;
  private final DataFolder folder;
  private final int prefetchThreads;

  /**
   * Open data sets below a directory, with one prefetching thread for each data set.
   *
   * @param directory the property {@code datasets.dir}; need not exist
   */
  public Datasets(Path directory) {
    this(directory, 1);
  }

  /**
   * Open data sets below a directory.
   *
   * @param prefetchThreads for each data set, 0 to make every batch when it is asked for; changes
   *     no number in any batch
   */
  public Datasets(Path directory, int prefetchThreads) {
    this(
        directory,
        prefetchThreads,
        List.of(
            Cifar10.source(),
            Cifar100.source(),
            Svhn.svhn(),
            Svhn.svhnExtra(),
            new TinyImageNet(),
            ImageNet.whole(),
            ImageNet.part(),
            new Mpii(),
            new Shapes10(),
            new Limbs(),
            new Teacher("linear-teacher", true),
            new Teacher("nonlinear-teacher", false)));
  }

  Datasets(Path directory, int prefetchThreads, List<Source> own) {
    this.folder = new DataFolder(directory);
    this.prefetchThreads = prefetchThreads;
    this.sources = Registry.of("data set", own, Source::name, DatasetProvider.class, Provided::new);
  }

  /** Made on first use: a caller that asks only for a folder loads no data set and no plug-in. */
  private static final class Unread {
    static final Datasets ALL = new Datasets(Path.of("."), 0);
  }

  /** Give data sets of which nothing is asked but what is known before their files are read. */
  public static Datasets unread() {
    return Unread.ALL;
  }

  /** Give what is known of a data set before its files are read; nothing if none has this name. */
  public static Optional<DatasetOutline> known(String name) {
    Datasets all = Unread.ALL;
    return all.names().contains(name) ? Optional.of(all.outline(name)) : Optional.empty();
  }

  /** Give the directory that is meant where {@code datasets.dir} is not set. */
  public static Path defaultDirectory() {
    return home().resolve(".cache").resolve("paper-claims").resolve("datasets");
  }

  /**
   * Give the directory that a setting names.
   *
   * @param setting of {@code datasets.dir}; blank for the usual one, and {@code ~/} for the home
   */
  public static Path directory(String setting) {
    String name = setting.strip();
    return name.isEmpty() ? defaultDirectory() : expanded(name);
  }

  /** Give a path whose {@code ~/} at the start stands for the home. */
  public static Path expanded(String path) {
    return path.startsWith("~/") ? home().resolve(path.substring(2)) : Path.of(path);
  }

  /**
   * Give the person's home. The environment's {@code HOME} goes first: Java asks the list of users,
   * and where that does not have the user, as in a container, calls the home {@code ?}.
   */
  public static Path home() {
    String java = System.getProperty("user.home", "");
    String asked = Objects.requireNonNullElse(System.getenv("HOME"), "");
    boolean known = Path.of(java).isAbsolute();
    return Path.of(known && asked.isBlank() ? java : asked.isBlank() ? "." : asked);
  }

  /** Give the command that gets a data set's files to where they are looked for. */
  public String fetchCommand(DatasetCard card) {
    return card.fetchCommand(folder.directory());
  }

  /** Give the names that {@link #open} knows. */
  public List<String> names() {
    return sources.names();
  }

  /**
   * Open a data set, after verifying its files.
   *
   * @throws DatasetException if there is none of this name (lists what there is), if it cannot give
   *     what the spec asks for
   * @throws MissingDataException if files are missing; says where they were looked for, the size,
   *     the licence and the command that gets them
   * @throws DamagedDataException if a file is short or altered
   */
  public Dataset open(DatasetSpec spec) {
    Source source = source(spec.name());
    Prefetcher prefetcher = new Prefetcher(prefetchThreads);
    return source.open(spec, folder, prefetcher);
  }

  /**
   * Give what is known of a data set before its files are read.
   *
   * @throws DatasetException if there is none of this name
   */
  public DatasetOutline outline(String name) {
    return source(name).outline();
  }

  /**
   * Give what there is to say about a data set.
   *
   * @return empty if it is generated, and so has no files
   * @throws DatasetException if there is none of this name
   */
  public Optional<DatasetCard> card(String name) {
    return source(name).card();
  }

  /**
   * Verify every file of a data set, and say of each what is wrong with it. ImageNet's photographs
   * are decoded, and answered for by the folder.
   *
   * @return lazily, as each is verified; nothing if the data set is generated
   * @throws DatasetException if there is none of this name
   * @throws MissingDataException if there is not a single photograph
   */
  public Stream<FileCheck> verify(String name) {
    return source(name).verify(folder);
  }

  /**
   * Give the files that a data set is read from, there or not; none where it is generated, or a
   * folder of photographs.
   *
   * @throws DatasetException if there is none of this name
   */
  public List<Path> files(String name) {
    return card(name).stream()
        .flatMap(c -> c.files().stream().map(file -> folder.file(c, file)))
        .toList();
  }

  /**
   * Get the files of a data set that are missing or damaged.
   *
   * @return the files that were got
   * @throws FetchException if the server does not give them; what was received is kept
   * @throws DatasetException if there is none of this name
   */
  public List<Path> fetch(String name, FetchPlace from, FetchProgress progress) {
    Connections connections = new Connections(SILENCE, new Proxies(System.getenv()));
    Downloader downloader = new Downloader(FIRST_PAUSE, connections, progress);
    return card(name)
        .map(card -> new DatasetFetch(folder, downloader, from).fetch(card))
        .orElse(List.of());
  }

  private Source source(String name) {
    return sources
        .named(name)
        .orElseThrow(
            () ->
                new DatasetException(
                    Objects.requireNonNullElse(
                        sources.refused().get(name),
                        "no data set is called '"
                            + name
                            + "'; allowed: "
                            + names().stream().sorted().collect(Collectors.joining(", ")))));
  }
}
