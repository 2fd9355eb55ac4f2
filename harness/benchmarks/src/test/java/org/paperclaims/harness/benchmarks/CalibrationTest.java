package org.paperclaims.harness.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.stats.Simulation;

/** The fast version of the table of verdicts in docs/statistics.md. */
@Tag("long")
class CalibrationTest {
  private static final Simulation SIMULATION = new Simulation(500, 7);

  static List<CalibrationCell> assumed() {
    return CalibrationTable.assumed().stream().filter(cell -> !cell.isSlow()).toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("assumed")
  void a_verdict_is_wrong_no_more_often_than_alpha(CalibrationCell cell) {
    for (int n : new int[] {3, 8}) {
      // Four standard errors, for there are more than a hundred cells.
      assertThat(cell.wrongIn(SIMULATION.trials(), n, SIMULATION.seed()))
          .as(cell.name() + ", " + cell.wrong() + ", n = " + n)
          .isLessThanOrEqualTo(CalibrationCell.ALPHA + 4 * SIMULATION.error(CalibrationCell.ALPHA));
    }
  }

  @Test
  void an_ordering_has_the_power_of_its_weakest_comparison() {
    double power = CalibrationCell.ordering("", Verdict.REPRODUCED, 0, -1, -1).wrongIn(2000, 5, 7);
    assertThat(power).isGreaterThan(0.12);
  }

  @Test
  void a_test_that_assumes_too_much_is_seen_to_be_wrong() {
    double refuted =
        CalibrationTable.broken().stream()
            .filter(c -> c.name().startsWith("the control alone skewed"))
            .mapToDouble(c -> c.wrongIn(1000, 5, 7))
            .max()
            .orElseThrow();
    assertThat(refuted).isGreaterThan(0.1);
  }
}
