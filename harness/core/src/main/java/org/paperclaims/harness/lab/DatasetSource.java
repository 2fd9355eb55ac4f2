package org.paperclaims.harness.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.paperclaims.datasets.DamagedDataException;
import org.paperclaims.datasets.Dataset;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.datasets.Datasets;

/**
 * Opens each data set once, keeps it open, and knows whether its files are still those that were
 * verified then. Safe for use by several threads.
 */
public final class DatasetSource implements AutoCloseable {
  private final Function<DatasetSpec, Dataset> opener;
  private final Function<DatasetSpec, List<Path>> files;
  private final Map<DatasetSpec, Opened> open = new HashMap<>();
  private final List<Dataset> altered = new ArrayList<>();

  /** A data set, and its files as they were before they were verified. */
  private record Opened(Dataset dataset, Map<Path, FileState> files) {}

  /** Make a source of the data sets below a directory, whose files are watched. */
  public DatasetSource(Datasets datasets) {
    this(datasets::open, spec -> datasets.files(spec.name()));
  }

  /**
   * Make a source of data that cannot change, such as generated data.
   *
   * @param opener such as {@code new Datasets(directory)::open}
   */
  public DatasetSource(Function<DatasetSpec, Dataset> opener) {
    this(opener, spec -> List.of());
  }

  /**
   * Make a source.
   *
   * @param opener opens a data set and verifies its files
   * @param files gives the files that a data set is read from
   */
  public DatasetSource(
      Function<DatasetSpec, Dataset> opener, Function<DatasetSpec, List<Path>> files) {
    this.opener = opener;
    this.files = files;
  }

  /**
   * Give a data set, which this source closes.
   *
   * @throws org.paperclaims.datasets.DatasetException if it cannot be opened
   */
  public synchronized Dataset get(DatasetSpec spec) {
    Opened opened = open.get(spec);
    if (opened == null) {
      // The states are taken first: what changes while the files are verified is noticed, too.
      Map<Path, FileState> states = states(files.apply(spec));
      opened = new Opened(opener.apply(spec), states);
      open.put(spec, opened);
    }
    return opened.dataset();
  }

  /**
   * Check that nobody has written to the files of a data set since it was opened. If somebody has,
   * it is opened and verified anew when it is next asked for.
   *
   * @param dataset as {@link #get} gave it
   * @throws DamagedDataException if somebody has; names the file
   */
  public synchronized void checkUnchanged(Dataset dataset) {
    // A data set may say of itself more than was asked for, so its own spec does not find it.
    Map.Entry<DatasetSpec, Opened> opened =
        open.entrySet().stream()
            .filter(o -> o.getValue().dataset() == dataset)
            .findFirst()
            .orElseThrow(() -> changed("a file of " + dataset.spec().name()));
    for (Map.Entry<Path, FileState> file : opened.getValue().files().entrySet()) {
      if (!FileState.of(file.getKey()).equals(file.getValue())) {
        // Other runs may be reading it: it stays open until this source is closed.
        altered.add(dataset);
        open.remove(opened.getKey());
        throw changed(file.getKey().toString());
      }
    }
  }

  private static DamagedDataException changed(String what) {
    return new DamagedDataException(
        what
            + " was changed while the run used it; nothing of that is kept, and the run goes on"
            + " from its last checkpoint, with data verified again, when it is started again");
  }

  private static Map<Path, FileState> states(List<Path> paths) {
    Map<Path, FileState> states = new LinkedHashMap<>();
    paths.forEach(p -> states.put(p, FileState.of(p)));
    return states;
  }

  /** Close every data set. */
  @Override
  public synchronized void close() {
    open.values().forEach(o -> o.dataset().close());
    altered.forEach(Dataset::close);
    open.clear();
    altered.clear();
  }
}
