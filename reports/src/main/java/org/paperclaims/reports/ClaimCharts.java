package org.paperclaims.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.suite.CaseResult;
import org.paperclaims.reports.chart.Caption;
import org.paperclaims.reports.chart.ForestChart;
import org.paperclaims.reports.chart.Sign;
import org.paperclaims.reports.page.Figure;
import org.paperclaims.reports.page.Mark;
import org.paperclaims.reports.page.Numbers;

/** The chart of all cases of a claim on one scale. */
final class ClaimCharts {
  private static final int WIDE = 760;

  private ClaimCharts() {}

  /**
   * Describe the chart of a claim.
   *
   * @return nothing where fewer than two cases have an estimate
   */
  static Optional<CaseCharts.Placed> forest(Site.Entry entry, String tier) {
    List<CaseResult> cases =
        entry.cases().stream()
            .map(Site.CaseEntry::result)
            .filter(c -> ShownEffect.of(c).estimate().isPresent())
            .toList();
    if (cases.size() < 2) {
      return Optional.empty();
    }
    boolean engines = cases.stream().map(CaseResult::madeBy).distinct().count() > 1;
    ShownEffect first = ShownEffect.of(cases.get(0));
    int decimals =
        first.metric().percent()
            ? 2
            : Numbers.sharedDecimals(
                cases.stream().mapToDouble(c -> ShownEffect.of(c).estimate().orElse(0)).toArray());
    List<ForestChart.Row> rows = new ArrayList<>();
    for (CaseResult c : cases) {
      ShownEffect effect = ShownEffect.of(c);
      double estimate = effect.estimate().orElse(0);
      String brief = Numbers.signed(estimate, decimals);
      double low = effect.low().orElse(estimate);
      double high = effect.high().orElse(estimate);
      boolean known = effect.low().isPresent() && effect.high().isPresent();
      rows.add(
          new ForestChart.Row(
              c.claimCase().name() + (engines ? ", " + c.madeBy() : ""),
              sign(c),
              estimate,
              low,
              high,
              brief
                  + (known
                      ? " ("
                          + Numbers.signed(low, decimals)
                          + " to "
                          + Numbers.signed(high, decimals)
                          + ")"
                      : " (no interval)"),
              brief));
    }
    String name = entry.slug() + ".forest";
    Caption caption =
        new Caption(
            first.heading() + first.variable().map(v -> ", " + v.range()).orElse(""),
            entry.claim().statement(),
            CaseCharts.source(cases.get(0), tier));
    var chart = ForestChart.of(name, caption, rows, first.margin(), WIDE);
    String alt =
        first.heading()
            + ": "
            + cases.stream()
                .map(
                    c ->
                        c.claimCase().name()
                            + " "
                            + ShownEffect.of(c).written()
                            + " ("
                            + Mark.of(c).words().toLowerCase(java.util.Locale.ROOT)
                            + ")")
                .collect(Collectors.joining("; "))
            + ".";
    return Optional.of(
        new CaseCharts.Placed(
            chart,
            new Figure(
                "charts/" + name,
                alt,
                "Each case with its estimate and "
                    + Confidences.of(cases).heading().replace("Interval", "interval")
                    + "; "
                    + first.reading()
                    + ". Circles are reproduced, squares refuted, diamonds inconclusive, triangles as expected.",
                WIDE,
                chart.height(),
                chart.narrowHeight(),
                true)));
  }

  private static Sign sign(CaseResult c) {
    Verdict verdict = c.judgement().verdict();
    boolean expected =
        c.claimCase().knownDeviation().filter(known -> known.verdict() == verdict).isPresent();
    if (expected) {
      return Sign.OTHER;
    }
    return switch (verdict) {
      case REPRODUCED -> Sign.REPRODUCED;
      case REFUTED -> Sign.REFUTED;
      case INCONCLUSIVE -> Sign.OPEN;
      default -> Sign.OTHER;
    };
  }
}
