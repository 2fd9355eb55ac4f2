package org.paperclaims.reports.page;

import java.util.List;

/** A page of tables. */
public record TablesPage(Frame frame, String title, String lead, List<Table> tables) {
  public TablesPage {
    tables = List.copyOf(tables);
  }

  /**
   * A table; the first cell of a row names it.
   *
   * @param note what to say where there are no rows
   */
  public record Table(
      String anchor, String title, List<String> heads, List<List<String>> rows, String note) {
    public Table {
      heads = List.copyOf(heads);
      rows = rows.stream().map(List::copyOf).toList();
    }
  }
}
