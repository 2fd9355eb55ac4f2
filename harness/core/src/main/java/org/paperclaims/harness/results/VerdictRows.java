package org.paperclaims.harness.results;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** The table of verdicts, made of a ledger's rows. */
final class VerdictRows {
  private VerdictRows() {}

  /** One verdict: the cells of its row, and whether its case has no later one. */
  private record Verdict(Row row, int number, boolean last) {
    String text(String column) {
      return at().getString(column);
    }

    double value(String column) {
      return at().getDouble(column);
    }

    /** A row of Tablesaw is a place in a table, which all rows share. */
    private Row at() {
      row.at(number);
      return row;
    }
  }

  /**
   * Make it.
   *
   * @param ledger rows of runs and verdicts, in the order of time
   */
  static Table of(Table ledger) {
    return new TableMaker<Verdict>()
        .text("claim", v -> v.text("id"))
        .text("case", v -> v.text("case"))
        .text("tier", v -> v.text("tier"))
        .text("engine", v -> v.text("engine"))
        .text("metric", v -> v.text("metric"))
        .text("verdict", v -> v.text("outcome"))
        .number("estimate", v -> v.value("value"))
        .number("low", v -> v.value("low"))
        .number("high", v -> v.value("high"))
        .number("p", v -> v.value("p"))
        .number("minimum_detectable_effect", v -> v.value("mde"))
        .whole("n", v -> count(v.value("n")))
        .flag("last", Verdict::last)
        .text("time", v -> v.text("time"))
        .text("commit", v -> v.text("commit"))
        .text("reason", v -> v.text("detail"))
        .of("verdicts", verdicts(ledger));
  }

  private static OptionalInt count(double n) {
    return Double.isNaN(n) ? OptionalInt.empty() : OptionalInt.of((int) n);
  }

  private static List<Verdict> verdicts(Table ledger) {
    Map<List<String>, Integer> last = new HashMap<>();
    List<Integer> found = new ArrayList<>();
    for (Row row : ledger) {
      if (row.getString("kind").equals("verdict")) {
        found.add(row.getRowNumber());
        last.put(ofCase(row), row.getRowNumber());
      }
    }
    Row row = new Row(ledger);
    List<Verdict> verdicts = new ArrayList<>();
    for (int number : found) {
      row.at(number);
      verdicts.add(new Verdict(row, number, last.getOrDefault(ofCase(row), -1) == number));
    }
    return verdicts;
  }

  private static List<String> ofCase(Row row) {
    return List.of(
        row.getString("id"), row.getString("case"), row.getString("tier"), row.getString("engine"));
  }
}
