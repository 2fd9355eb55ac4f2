package org.paperclaims.harness.results;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Makes tables of rows of one type: for each column its name, and how its cell follows from a row.
 */
final class TableMaker<R> {
  private final List<Function<List<R>, Column<?>>> columns = new ArrayList<>();

  /** Add a column of texts; an empty text is a missing cell. */
  TableMaker<R> text(String name, Function<R, String> cell) {
    return column(StringColumn.create(name), (column, row) -> column.append(cell.apply(row)));
  }

  /** Add a column of numbers; not a number is a missing cell. */
  TableMaker<R> number(String name, ToDoubleFunction<R> cell) {
    return column(
        DoubleColumn.create(name), (column, row) -> column.append(cell.applyAsDouble(row)));
  }

  /** Add a column of whole numbers, some of which may be missing. */
  TableMaker<R> whole(String name, Function<R, OptionalInt> cell) {
    return column(
        IntColumn.create(name),
        (column, row) -> {
          OptionalInt value = cell.apply(row);
          if (value.isPresent()) {
            column.append(value.getAsInt());
          } else {
            column.appendMissing();
          }
        });
  }

  /** Add a column of large whole numbers, none of which is missing. */
  TableMaker<R> large(String name, ToLongFunction<R> cell) {
    return column(LongColumn.create(name), (column, row) -> column.append(cell.applyAsLong(row)));
  }

  /** Add a column of truths. */
  TableMaker<R> flag(String name, Predicate<R> cell) {
    return column(BooleanColumn.create(name), (column, row) -> column.append(cell.test(row)));
  }

  private <C extends Column<?>> TableMaker<R> column(C column, BiConsumer<C, R> append) {
    columns.add(
        rows -> {
          rows.forEach(row -> append.accept(column, row));
          return column;
        });
    return this;
  }

  /** Make the table; a maker makes one. */
  Table of(String name, List<R> rows) {
    Table table = Table.create(name);
    columns.forEach(column -> table.addColumns(column.apply(rows)));
    return table;
  }
}
