package org.paperclaims.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.harness.suite.VerdictTable;

/** The table that ends a suite on a console, of the suite whose report is looked at. */
class VerdictTableTest {
  @ParameterizedTest
  @ValueSource(ints = {80, 110, 120})
  void every_line_of_the_table_fits_the_console(int columns) {
    String table = VerdictTable.of(MadeUpSuite.small(), columns);
    List<String> tooLong =
        table.lines().filter(l -> l.startsWith("  ")).filter(l -> l.length() > columns).toList();
    assertThat(tooLong).isEmpty();
    assertThat(table).contains("REPRODUCED", "+7.31", "[+5.19, +9.43]", "< 0.001");
  }

  @Test
  void numbers_of_one_kind_end_in_one_column() {
    List<Integer> ends =
        VerdictTable.of(MadeUpSuite.small(), 120)
            .lines()
            .filter(l -> l.contains("[") && l.contains("]"))
            .map(l -> l.indexOf(']'))
            .distinct()
            .toList();
    assertThat(ends).hasSize(1);
  }

  @Test
  void a_verdict_that_the_record_expects_is_counted_as_such() {
    assertThat(VerdictTable.of(MadeUpSuite.small()))
        .containsPattern("\\d [A-Z]+ \\(\\d as known\\)");
  }
}
