package org.paperclaims.harness.elsewhere;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.paperclaims.harness.catalogue.Columns;
import org.paperclaims.harness.catalogue.Columns.Measured;
import org.paperclaims.harness.catalogue.Columns.Unit;
import org.paperclaims.harness.catalogue.Columns.Where;

/** The columns that files have when nobody says which: those of the common layouts. */
public final class UsualColumns {
  /** The form of a run's name, where a tool names runs. */
  private static final String NAME = "<arm>-seed<seed>";

  private UsualColumns() {}

  /**
   * Give the columns of tables: {@code arm}, {@code seed}, {@code epoch} and this project's
   * metrics.
   */
  public static Columns ofTables() {
    return columns(Where.column("arm"), Where.column("seed"), "");
  }

  /** Give the columns of tools that name their runs. */
  public static Columns ofNamedRuns() {
    return columns(Where.of(Where.Kind.NAME), Where.of(Where.Kind.NAME), NAME);
  }

  private static Columns columns(Where arm, Where seed, String name) {
    Map<String, Measured> metrics = new LinkedHashMap<>();
    for (String metric :
        new String[] {
          "test_error", "train_error", "test_loss", "train_loss", Columns.LEARNING_RATE
        }) {
      metrics.put(metric, new Measured(metric, Unit.UNSAID));
    }
    return new Columns(
        "",
        "",
        arm,
        seed,
        RowReader.RUN,
        name,
        RowReader.EPOCH,
        1,
        OptionalInt.empty(),
        false,
        RowReader.METRIC,
        RowReader.VALUE,
        metrics,
        Map.of());
  }
}
