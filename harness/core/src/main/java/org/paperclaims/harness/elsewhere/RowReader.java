package org.paperclaims.harness.elsewhere;

import java.io.IOException;
import java.util.function.Consumer;

/** A format that runs are told in. */
interface RowReader {
  /** The column that has a run's name, where a format names runs. */
  String RUN = "run";

  /** The columns of formats that tell one number a row. */
  String METRIC = "metric";

  String VALUE = "value";

  String EPOCH = "epoch";

  /**
   * Read all rows.
   *
   * @param rows is given each row in its order
   * @throws ImportException if there is something that the format does not have
   */
  void read(Consumer<Row> rows) throws IOException;
}
