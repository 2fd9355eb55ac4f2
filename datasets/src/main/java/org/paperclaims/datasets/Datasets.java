package org.paperclaims.datasets;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Opens data sets by name. Remembers which files it has verified, so that one instance serves a
 * whole process. Safe for use by several threads.
 *
 * <p>Generated, and so always there: {@code shapes10}, {@code linear-teacher}, {@code
 * nonlinear-teacher}. Read from the directory: {@code cifar10}, {@code cifar100}.
 */
public final class Datasets {
  private final List<Source> sources;
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
            new Shapes10(),
            new Teacher("linear-teacher", true),
            new Teacher("nonlinear-teacher", false)));
  }

  Datasets(Path directory, int prefetchThreads, List<Source> sources) {
    this.folder = new DataFolder(directory);
    this.prefetchThreads = prefetchThreads;
    this.sources = List.copyOf(sources);
  }

  /** Give the names that {@link #open} knows. */
  public List<String> names() {
    return sources.stream().map(Source::name).toList();
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
    Source source =
        sources.stream()
            .filter(s -> s.name().equals(spec.name()))
            .findFirst()
            .orElseThrow(
                () ->
                    new DatasetException(
                        "no data set is called '"
                            + spec.name()
                            + "'; allowed: "
                            + names().stream().sorted().collect(Collectors.joining(", "))));
    Prefetcher prefetcher = new Prefetcher(prefetchThreads);
    return source.open(spec, folder, prefetcher);
  }
}
