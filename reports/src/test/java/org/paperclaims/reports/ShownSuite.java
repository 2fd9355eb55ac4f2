package org.paperclaims.reports;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.paperclaims.harness.lab.Colours;
import org.paperclaims.harness.lab.ConsoleProgress;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.suite.SuiteResult;
import org.paperclaims.harness.suite.VerdictTable;
import org.paperclaims.harness.train.Control;

/** A program that shows a made-up suite on its console, as one that runs does, but at once. */
final class ShownSuite {
  private final BufferedReader keyboard =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
  private final SuiteResult suite = MadeUpSuite.small();

  private ShownSuite() {}

  /** Show the suite so many times; on each, the terminal gets a width and another in the middle. */
  public static void main(String[] arguments) throws IOException {
    ShownSuite shown = new ShownSuite();
    for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
      shown.show(Boolean.parseBoolean(arguments[1]));
    }
  }

  private void show(boolean resized) throws IOException {
    List<RunRecord> runs = runs(suite);
    int columns;
    resize(resized);
    try (ConsoleProgress progress = ConsoleProgress.on(System.out)) {
      progress.planned(112, 20);
      for (int i = 0; i + 2 < runs.size(); i++) {
        if (i == runs.size() / 2) {
          resize(resized);
        }
        for (RunRecord run : runs.subList(i, i + 3)) {
          progress.step(run.spec(), new Control.Step(1, 12, 40, 120, 2.301, 180, 64));
        }
        progress.ended(runs.get(i), false);
      }
      columns = progress.columns();
    }
    System.out.println();
    System.out.print(
        VerdictTable.of(
            suite,
            columns == 0 ? VerdictTable.USUAL_COLUMNS : columns,
            Colours.of(Colours.When.AUTO, System.out)));
    System.out.flush();
  }

  /** Give the runs that are shown. */
  static List<RunRecord> runs(SuiteResult suite) {
    return suite.cases().get(0).runs().byArm().values().stream().flatMap(List::stream).toList();
  }

  private void resize(boolean resized) throws IOException {
    if (resized) {
      System.out.print("\u001b]next\u0007");
      System.out.flush();
      Objects.requireNonNull(keyboard.readLine());
    }
  }
}
