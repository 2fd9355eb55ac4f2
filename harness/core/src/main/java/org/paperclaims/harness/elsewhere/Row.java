package org.paperclaims.harness.elsewhere;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One line of what a file tells: texts by the names of their columns. Used by one thread. */
final class Row {
  private final Place place;
  private final Map<String, Cell> cells = new LinkedHashMap<>();

  /**
   * A text.
   *
   * @param column where it stands in its line, from 1 on; 0 where that means nothing
   */
  private record Cell(String text, int column) {}

  Row(Place place) {
    this.place = place;
  }

  Place place() {
    return place;
  }

  /** Put a text; give whether its column is new. */
  boolean put(String name, String text, int column) {
    return cells.put(name, new Cell(text, column)) == null;
  }

  /** Give the text of a column; none where it is empty. */
  Optional<String> text(String name) {
    Cell cell = cells.get(name);
    return cell == null || cell.text().isEmpty() ? Optional.empty() : Optional.of(cell.text());
  }

  /** Give the names of its columns, in their order. */
  List<String> columns() {
    return List.copyOf(cells.keySet());
  }

  boolean has(String name) {
    return cells.containsKey(name);
  }

  /** Give where a column stands. */
  Place place(String name) {
    Cell cell = cells.get(name);
    return cell == null ? place : place.at(cell.column());
  }

  /** Name some columns that there are, for a message. */
  String names() {
    String all = String.join(", ", cells.keySet());
    return all.length() <= 300 ? all : all.substring(0, 300) + " …";
  }
}
