package org.paperclaims.harness.store;

import java.util.List;

/**
 * A row that verified: where it stands in its file, and what its cells say. The record, which is
 * most of a row, is left in the file.
 *
 * @param number of its line, from 1, in what was read
 * @param offset of its first byte
 * @param length in bytes, without the end of its line
 * @param cells in the order of {@link LedgerRow#COLUMNS}, all but the record
 * @param checksum its last cell
 */
record LedgerLine(int number, long offset, int length, List<String> cells, String checksum) {
  LedgerLine {
    cells = List.copyOf(cells);
  }

  /** Give the cell of a column other than the record. */
  String cell(String column) {
    return cells.get(LedgerRow.COLUMNS.indexOf(column));
  }

  /** Give what two rows of a run share when its outcome and its number are the same. */
  List<String> result() {
    return List.copyOf(cells.subList(0, LedgerRow.RESULT));
  }
}
