package org.paperclaims.harness.elsewhere;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A table of RFC 4180 whose first line names its columns: cells between commas, semicolons or tabs,
 * whichever the first line has most of, with quotes where a cell has one of these.
 */
final class CsvRows implements RowReader {
  /** How many lines one quoted cell may go over. */
  private static final int MOST_LINES = 1_000;

  private final Lines lines;
  private char separator = ',';

  CsvRows(String file, InputStream in) {
    this.lines = new Lines(file, in);
  }

  /** A cell: where it stands in its line, and what it says. */
  private record Cell(int column, String text) {}

  @Override
  public void read(Consumer<Row> rows) throws IOException {
    List<Cell> head = head();
    for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
      if (line.get().isBlank()) {
        continue;
      }
      Place place = lines.place();
      List<Cell> cells = cells(line.get());
      if (cells.size() != head.size()) {
        throw place.refuse(
            "found %d cells, allowed %d as in the first line".formatted(cells.size(), head.size()));
      }
      Row row = new Row(place);
      for (int i = 0; i < cells.size(); i++) {
        row.put(head.get(i).text(), cells.get(i).text(), cells.get(i).column());
      }
      rows.accept(row);
    }
  }

  private List<Cell> head() throws IOException {
    Optional<String> first = lines.next();
    if (first.isEmpty() || first.get().isBlank()) {
      throw new Place(lines.place().file(), 1, 1).refuse("found nothing, allowed names of columns");
    }
    separator = separator(first.get());
    List<Cell> head = cells(first.get());
    List<String> seen = new ArrayList<>();
    for (Cell cell : head) {
      if (seen.contains(cell.text())) {
        throw lines
            .place()
            .at(cell.column())
            .refuse(
                "found the column " + Place.brief(cell.text()) + " a second time, allowed once");
      }
      seen.add(cell.text());
      if (seen.size() > 20_000) {
        throw lines.place().refuse("found more than 20,000 columns");
      }
    }
    return head;
  }

  private static char separator(String head) {
    char most = ',';
    long count = 0;
    for (char candidate : new char[] {',', ';', '\t'}) {
      long found = head.chars().filter(c -> c == candidate).count();
      if (found > count) {
        most = candidate;
        count = found;
      }
    }
    return most;
  }

  private List<Cell> cells(String first) throws IOException {
    Place place = lines.place();
    List<Cell> cells = new ArrayList<>();
    String line = first;
    int at = 0;
    int more = 0;
    while (true) {
      int start = at;
      if (at < line.length() && line.charAt(at) == '"') {
        StringBuilder text = new StringBuilder();
        at++;
        while (true) {
          int quote = line.indexOf('"', at);
          if (quote < 0) {
            Optional<String> next = ++more > MOST_LINES ? Optional.empty() : lines.next();
            if (next.isEmpty() || text.length() > Lines.LONGEST) {
              throw place.at(start + 1).refuse("found a quote that nothing closes");
            }
            text.append(line, at, line.length()).append('\n');
            line = next.get();
            at = 0;
          } else if (quote + 1 < line.length() && line.charAt(quote + 1) == '"') {
            text.append(line, at, quote + 1);
            at = quote + 2;
          } else {
            text.append(line, at, quote);
            at = quote + 1;
            break;
          }
        }
        if (at < line.length() && line.charAt(at) != separator) {
          throw lines.place().at(at + 1).refuse("found a sign after a closing quote");
        }
        cells.add(new Cell(start + 1, text.toString().strip()));
      } else {
        int end = line.indexOf(separator, at);
        at = end < 0 ? line.length() : end;
        cells.add(new Cell(start + 1, line.substring(start, at).strip()));
      }
      if (at >= line.length()) {
        return cells;
      }
      at++;
    }
  }
}
