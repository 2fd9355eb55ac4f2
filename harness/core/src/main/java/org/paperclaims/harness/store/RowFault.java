package org.paperclaims.harness.store;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.run.RunRecord;

/**
 * Says what no suite can have written into a row of the ledger. A checksum shows that a row was not
 * altered by chance, and nothing of who sealed it.
 */
final class RowFault {
  private static final List<Rule> RULES =
      List.of(
          new Rule("kind", "run or verdict", c -> c.equals("run") || c.equals("verdict")),
          new Rule("time", "a time such as 2026-01-31T12:00:00Z", RowFault::isTime),
          new Rule("value", "a number", orEmpty(v -> true)),
          new Rule("epochs", "a whole number from 0", RowFault::isCount),
          new Rule("n", "a whole number from 0", RowFault::isCount),
          new Rule("low", "a number", orEmpty(v -> true)),
          new Rule("high", "a number", orEmpty(v -> true)),
          new Rule("p", "a number from 0 to 1", orEmpty(v -> !(v < 0 || v > 1))),
          new Rule("mde", "a number from 0", orEmpty(v -> !(v < 0))),
          new Rule("seconds", "a number from 0", orEmpty(v -> !(v < 0))),
          new Rule("dirty", "true, false or nothing", c -> c.matches("|true|false")));

  private RowFault() {}

  private record Rule(String column, String allowed, Predicate<String> holds) {
    Optional<String> fault(List<String> cells) {
      String cell = cell(cells, column);
      return holds.test(cell)
          ? Optional.empty()
          : Optional.of("its %s is '%s'; allowed is %s".formatted(column, Brief.of(cell), allowed));
    }
  }

  /** Find the first fault of a row. */
  static Optional<String> of(List<String> cells) {
    return RULES.stream()
        .flatMap(rule -> rule.fault(cells).stream())
        .findFirst()
        .or(() -> outcome(cell(cells, "kind")).fault(cells))
        .or(() -> interval(cell(cells, "low"), cell(cells, "high")));
  }

  private static Rule outcome(String kind) {
    List<String> names =
        Arrays.stream(kind.equals("run") ? RunRecord.Outcome.values() : Verdict.values())
            .map(Enum::name)
            .toList();
    return new Rule("outcome", "one of " + String.join(", ", names), names::contains);
  }

  private static Optional<String> interval(String low, String high) {
    boolean turned =
        !low.isEmpty() && !high.isEmpty() && Double.parseDouble(low) > Double.parseDouble(high);
    return turned
        ? Optional.of("its low is %s, above its high, %s".formatted(low, high))
        : Optional.empty();
  }

  private static String cell(List<String> cells, String column) {
    return cells.get(LedgerRow.COLUMNS.indexOf(column));
  }

  private static boolean isTime(String cell) {
    try {
      return cell.matches("\\d{4}-.*Z") && Instant.parse(cell) != null;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean isCount(String cell) {
    return cell.matches("\\d{0,9}");
  }

  private static Predicate<String> orEmpty(DoublePredicate holds) {
    return cell -> {
      try {
        return cell.isEmpty() || holds.test(Double.parseDouble(cell));
      } catch (NumberFormatException e) {
        return false;
      }
    };
  }
}
