package org.paperclaims.harness.lab;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.paperclaims.datasets.Dataset;
import org.paperclaims.datasets.DatasetSpec;

/** Opens each data set once and keeps it open. Safe for use by several threads. */
public final class DatasetSource implements AutoCloseable {
  private final Function<DatasetSpec, Dataset> opener;
  private final Map<DatasetSpec, Dataset> open = new HashMap<>();

  /**
   * Make a source.
   *
   * @param opener such as {@code new Datasets(directory)::open}
   */
  public DatasetSource(Function<DatasetSpec, Dataset> opener) {
    this.opener = opener;
  }

  /**
   * Give a data set, which this source closes.
   *
   * @throws org.paperclaims.datasets.DatasetException if it cannot be opened
   */
  public synchronized Dataset get(DatasetSpec spec) {
    return open.computeIfAbsent(spec, opener);
  }

  /** Close every data set. */
  @Override
  public synchronized void close() {
    open.values().forEach(Dataset::close);
    open.clear();
  }
}
