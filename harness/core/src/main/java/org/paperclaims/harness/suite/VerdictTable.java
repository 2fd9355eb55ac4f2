package org.paperclaims.harness.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.judge.Judgement;
import org.paperclaims.harness.lab.Colours;
import org.paperclaims.harness.run.Numbers;

/**
 * Writes a suite's verdicts as a table for a console: a heading for each claim, its cases below.
 * Where a line would be too long, a case's name stands above its numbers, and where that is too
 * long still, its verdict does too.
 */
public final class VerdictTable {
  /** The columns of a log, of which nobody knows how wide it is shown. */
  public static final int USUAL_COLUMNS = 120;

  private static final List<String> HEAD =
      List.of("verdict", "estimate", "interval", "p", "n", "MDE", "case");

  private static final int CASE = HEAD.size() - 1;
  private static final String INDENT = "  ";
  private final int columns;
  private final Colours colours;

  private VerdictTable(int columns, Colours colours) {
    this.columns = columns;
    this.colours = colours;
  }

  /** Give the table for a log. */
  public static String of(SuiteResult result) {
    return of(result, USUAL_COLUMNS);
  }

  /**
   * Give the table, one entry a case, and a closing line with the count of every verdict.
   *
   * @param columns of the console
   */
  public static String of(SuiteResult result, int columns) {
    return of(result, columns, Colours.NONE);
  }

  /**
   * Give the table, one entry a case, and a closing line with the count of every verdict.
   *
   * @param colours of verdicts, each of which is told by its word too
   */
  public static String of(SuiteResult result, int columns, Colours colours) {
    VerdictTable table = new VerdictTable(columns, colours);
    return table.cases(result)
        + table.notAttempted(result)
        + table.counts(result)
        + warnings(result);
  }

  private String cases(SuiteResult result) {
    List<List<String>> rows = new ArrayList<>(List.of(HEAD));
    result.cases().forEach(c -> rows.add(row(c)));
    int[] widths = new int[HEAD.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    int numbers = 0;
    for (int i = 0; i < CASE; i++) {
      numbers += widths[i] + INDENT.length();
    }
    boolean apart = INDENT.length() + numbers + widths[CASE] > columns;
    boolean stacked = INDENT.length() + numbers > columns;
    StringBuilder text = new StringBuilder();
    Claim above = null;
    for (int i = 1; i < rows.size(); i++) {
      Claim claim = result.cases().get(i - 1).claim();
      if (!claim.equals(above)) {
        text.append(above == null ? "" : "\n").append(claim.id()).append('\n');
        if (above == null) {
          text.append(line(HEAD, widths, apart, stacked)).append('\n');
        }
        above = claim;
      }
      if (apart) {
        text.append(INDENT).append(rows.get(i).get(CASE)).append('\n');
      }
      String line = line(rows.get(i), widths, apart, stacked);
      String verdict = rows.get(i).get(0);
      int at = line.indexOf(verdict);
      text.append(line, 0, at)
          .append(colours.verdict(result.cases().get(i - 1).judgement().verdict(), verdict))
          .append(line.substring(at + verdict.length()))
          .append('\n');
    }
    return text.append(result.cases().isEmpty() ? "" : "\n").toString();
  }

  private static List<String> row(CaseResult c) {
    Judgement j = c.judgement();
    boolean expected =
        c.claimCase().knownDeviation().filter(d -> d.verdict() == j.verdict()).isPresent();
    int decimals = Numbers.sharedDecimals(value(j.estimate()), value(j.low()), value(j.high()));
    return List.of(
        j.verdict() + (expected ? " (known)" : ""),
        signed(j.estimate(), decimals),
        j.low().isPresent() || j.high().isPresent()
            ? "[" + signed(j.low(), decimals) + ", " + signed(j.high(), decimals) + "]"
            : "",
        j.p().isPresent() ? Numbers.p(j.p()) : "",
        Integer.toString(j.n()),
        j.minimumDetectableEffect().isPresent()
            ? Numbers.fixed(value(j.minimumDetectableEffect()), decimals)
            : "",
        c.claimCase().name() + ", " + c.madeBy());
  }

  private static double value(OptionalDouble number) {
    return number.orElse(Double.NaN);
  }

  private static String signed(OptionalDouble number, int decimals) {
    return number.isPresent() ? Numbers.signed(number.getAsDouble(), decimals) : "";
  }

  private static String line(List<String> row, int[] widths, boolean apart, boolean stacked) {
    StringBuilder line = new StringBuilder(apart ? INDENT + INDENT : INDENT);
    if (stacked) {
      line.append(row.get(0)).append('\n').append(INDENT.repeat(3));
    }
    for (int i = stacked ? 1 : 0; i < (apart ? CASE : widths.length); i++) {
      String cell = row.get(i);
      String pad = " ".repeat(widths[i] - cell.length());
      // Words to the left, numbers to the right.
      line.append(i == 0 || i == CASE ? cell + pad : pad + cell).append(INDENT);
    }
    return line.toString().stripTrailing();
  }

  /** Name the claims that have no case at this tier, in lines that fit. */
  private String notAttempted(SuiteResult result) {
    if (result.notAttempted().isEmpty()) {
      return "";
    }
    StringBuilder text =
        new StringBuilder(
            "not attempted at tier " + result.tier().id() + ", as the records say:\n");
    StringBuilder line = new StringBuilder();
    for (Claim claim : result.notAttempted().keySet()) {
      if (!line.isEmpty() && line.length() + 2 + claim.id().length() > columns) {
        text.append(line.toString().stripTrailing()).append('\n');
        line.setLength(0);
      }
      line.append(line.isEmpty() ? INDENT : "").append(claim.id()).append(INDENT);
    }
    return text.append(line.toString().stripTrailing()).append("\n\n").toString();
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

  private String counts(SuiteResult result) {
    List<String> counts = new ArrayList<>();
    result
        .counts()
        .forEach(
            (verdict, n) -> {
              if (n > 0) {
                counts.add(n + " " + verdict + expected(result, verdict));
              }
            });
    StringBuilder text = new StringBuilder();
    int room = columns;
    for (String count : counts) {
      boolean fits = count.length() + 2 <= room;
      text.append(text.isEmpty() ? "" : fits ? ", " : ",\n").append(count);
      room = (fits ? room : columns) - count.length() - 2;
    }
    return text.append('\n').toString();
  }

  /** Say how many of the cases with a verdict have it because their record expects it. */
  private static String expected(SuiteResult result, Verdict verdict) {
    long known =
        result.cases().stream()
            .filter(c -> c.judgement().verdict() == verdict)
            .filter(
                c -> c.claimCase().knownDeviation().filter(d -> d.verdict() == verdict).isPresent())
            .count();
    return known == 0 ? "" : String.format(Locale.ROOT, " (%d as known)", known);
  }
}
