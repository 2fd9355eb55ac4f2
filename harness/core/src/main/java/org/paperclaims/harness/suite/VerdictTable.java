package org.paperclaims.harness.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.judge.Judgement;

/** Writes a suite's verdicts as a table for a console. */
public final class VerdictTable {
  private static final List<String> HEAD =
      List.of("verdict", "claim", "case", "n", "estimate", "interval", "p", "MDE");

  private VerdictTable() {}

  /** Give the table, one line a case, and a closing line with the count of every verdict. */
  public static String of(SuiteResult result) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    for (CaseResult c : result.cases()) {
      Judgement j = c.judgement();
      boolean expected =
          c.claimCase().knownDeviation().filter(d -> d.verdict() == j.verdict()).isPresent();
      rows.add(
          List.of(
              j.verdict() + (expected ? " (known)" : ""),
              c.claim().id(),
              c.claimCase().name() + ", " + c.madeBy(),
              Integer.toString(j.n()),
              number(j.estimate()),
              j.low().isPresent() || j.high().isPresent()
                  ? "[" + number(j.low()) + ", " + number(j.high()) + "]"
                  : "",
              number(j.p()),
              number(j.minimumDetectableEffect())));
    }
    for (Claim claim : result.notAttempted().keySet()) {
      rows.add(
          List.of(
              Verdict.NOT_ATTEMPTED.toString(),
              claim.id(),
              "not at tier " + result.tier().id(),
              "",
              "",
              "",
              "",
              ""));
    }
    return layOut(rows) + counts(result) + warnings(result);
  }

  private static String warnings(SuiteResult result) {
    StringBuilder text = new StringBuilder();
    for (CaseResult c : result.cases()) {
      for (String warning : c.warnings()) {
        text.append("warning: ").append(c.suiteCase().displayName());
        text.append(": ").append(warning).append('\n');
      }
    }
    return text.toString();
  }

  private static String layOut(List<List<String>> rows) {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < HEAD.size(); column++) {
        int at = column;
        int width = rows.stream().mapToInt(r -> r.get(at).length()).max().orElse(0);
        String cell = row.get(column);
        // Words to the left, numbers to the right.
        String pad = " ".repeat(width - cell.length());
        line.append(column < 3 ? cell + pad : pad + cell).append("  ");
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static String counts(SuiteResult result) {
    List<String> counts = new ArrayList<>();
    result
        .counts()
        .forEach(
            (verdict, n) -> {
              if (n > 0) {
                counts.add(n + " " + verdict);
              }
            });
    return String.join(", ", counts) + "\n";
  }

  static String number(OptionalDouble value) {
    if (value.isEmpty()) {
      return "";
    }
    double v = value.getAsDouble();
    if (v != 0 && Math.abs(v) < 0.001) {
      return String.format(Locale.ROOT, "%.1e", v);
    }
    return String.format(Locale.ROOT, Math.abs(v) < 10 ? "%.3f" : "%.2f", v);
  }
}
