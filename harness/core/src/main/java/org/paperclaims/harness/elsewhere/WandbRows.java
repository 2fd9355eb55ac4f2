package org.paperclaims.harness.elsewhere;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The table that a chart of Weights and Biases exports: a column of steps, and for each run a
 * column {@code RUN - METRIC} with its smallest and largest values in columns of their own, which
 * are passed over.
 */
final class WandbRows implements RowReader {
  private static final String BETWEEN = " - ";

  private final CsvRows table;
  private final List<Column> columns = new ArrayList<>();
  private @Nullable String step;

  WandbRows(String file, InputStream in) {
    this.table = new CsvRows(file, in);
  }

  private record Column(String name, String run, String metric) {}

  /** Tell whether the first line of a file names columns of this kind. */
  static boolean isHead(String line) {
    return line.matches("(?s)\"?[^\",;\t]{1,60}\"?[,;\t].*\\S - \\S.*");
  }

  @Override
  public void read(Consumer<Row> rows) throws IOException {
    table.read(row -> each(row, rows));
  }

  private void each(Row row, Consumer<Row> rows) {
    if (step == null) {
      for (String name : row.columns()) {
        if (step == null) {
          step = name;
        } else if (!name.endsWith("__MIN") && !name.endsWith("__MAX")) {
          int at = name.lastIndexOf(BETWEEN);
          if (at <= 0) {
            throw new Place(row.place().file(), 1, 1)
                .refuse(
                    "found the column "
                        + Place.brief(name)
                        + ", allowed RUN - METRIC in each but the first");
          }
          columns.add(
              new Column(name, name.substring(0, at), name.substring(at + BETWEEN.length())));
        }
      }
    }
    for (Column column : columns) {
      row.text(column.name()).ifPresent(value -> rows.accept(one(row, column, value)));
    }
  }

  private Row one(Row row, Column column, String value) {
    Row one = new Row(row.place());
    int at = row.place(column.name()).column();
    one.put(RUN, column.run(), at);
    one.put(METRIC, column.metric(), at);
    one.put(VALUE, value, at);
    String steps = String.valueOf(step);
    one.put(EPOCH, row.text(steps).orElse(""), row.place(steps).column());
    return one;
  }
}
