package org.paperclaims.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.suite.CaseOutcome;
import org.paperclaims.harness.suite.CaseResult;

/** A badge for a README: how many of the attempted cases were reproduced. */
final class Badge {
  private static final double LETTER = 6.6;

  private Badge() {}

  static String of(Site site) {
    List<Verdict> verdicts = new ArrayList<>();
    for (CaseResult result : site.suite().cases()) {
      // A given model was not trained here: it counts neither as reproduced nor as an attempt.
      if (!(result.claim().criterion() instanceof Criterion.Checkpoint)) {
        verdicts.add(result.judgement().verdict());
      }
    }
    long attempted = verdicts.stream().filter(v -> v != Verdict.NOT_ATTEMPTED).count();
    long reproduced = verdicts.stream().filter(v -> v == Verdict.REPRODUCED).count();
    boolean unexpected =
        site.suite().cases().stream()
            .map(result -> CaseOutcome.of(result, false).kind())
            .anyMatch(kind -> kind == CaseOutcome.Kind.FAILED || kind == CaseOutcome.Kind.ERROR);
    String right =
        attempted == 0 ? "none attempted" : reproduced + " of " + attempted + " reproduced";
    String colour =
        attempted == 0
            ? "#5b636c"
            : unexpected ? "#b34700" : reproduced == 0 ? "#5b636c" : "#007a59";
    String left = "claims";
    double leftWidth = left.length() * LETTER + 14;
    double rightWidth = right.length() * LETTER + 14;
    return String.format(
        Locale.ROOT,
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$.0f" height="20" role="img" aria-label="%4$s: %5$s">
        <title>%4$s: %5$s</title>
        <clipPath id="r"><rect width="%1$.0f" height="20" rx="3"/></clipPath>
        <g clip-path="url(#r)"><rect width="%2$.0f" height="20" fill="#3a4149"/><rect x="%2$.0f" width="%3$.0f" height="20" fill="%6$s"/></g>
        <g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11"><text x="%7$.1f" y="14">%4$s</text><text x="%8$.1f" y="14">%5$s</text></g>
        </svg>
        """,
        leftWidth + rightWidth,
        leftWidth,
        rightWidth,
        left,
        right,
        colour,
        leftWidth / 2,
        leftWidth + rightWidth / 2);
  }
}
