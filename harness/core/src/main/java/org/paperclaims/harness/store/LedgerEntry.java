package org.paperclaims.harness.store;

import java.util.Map;

/**
 * A row of a ledger that verifies, for whoever vouches for it.
 *
 * @param cells by the names of their columns, all but the record
 * @param sha256 of the row as it is written, without the end of its line
 */
public record LedgerEntry(Map<String, String> cells, String sha256) {
  public LedgerEntry {
    cells = Map.copyOf(cells);
  }

  /** Give a cell. */
  public String cell(String column) {
    return cells.getOrDefault(column, "");
  }
}
