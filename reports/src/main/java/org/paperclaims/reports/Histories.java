package org.paperclaims.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.paperclaims.harness.stats.StepDetection;
import org.paperclaims.reports.page.HistoryPage;
import org.paperclaims.reports.page.IntervalBar;
import org.paperclaims.reports.page.Margin;
import org.paperclaims.reports.page.Mark;
import org.paperclaims.reports.page.Numbers;

/** Turns the history of a site's cases into a page. */
final class Histories {
  private static final int COMMIT = 12;
  private final Site site;
  private final History history;
  private final Pages pages;

  Histories(Site site, History history, Pages pages) {
    this.site = site;
    this.history = history;
    this.pages = pages;
  }

  HistoryPage page() {
    List<HistoryPage.Group> groups = new ArrayList<>();
    for (Site.Entry entry : site.claims()) {
      List<HistoryPage.Case> cases = new ArrayList<>();
      for (Site.CaseEntry part : entry.cases()) {
        for (History.Verdicts verdicts : history.verdicts()) {
          if (is(verdicts, part)) {
            cases.add(one(verdicts, part));
          }
        }
      }
      if (!cases.isEmpty()) {
        groups.add(
            new HistoryPage.Group(entry.slug(), entry.claim().statement(), entry.href(), cases));
      }
    }
    return new HistoryPage(pages.frame("History", "", "history.html"), groups);
  }

  private static boolean is(History.Verdicts verdicts, Site.CaseEntry part) {
    return verdicts.claim().equals(part.result().claim().id())
        && verdicts.caseName().equals(part.result().claimCase().name())
        && verdicts.tier().equals(part.result().tier().id())
        && verdicts.engine().equals(part.result().engine());
  }

  /**
   * How the estimates of a case are written.
   *
   * @param factor from a judgement's estimate to what is shown
   * @param reach of the bars, which share one scale
   */
  private record Scale(double factor, int decimals, String unit, double reach) {
    String signed(double value) {
      return Numbers.signed(factor * value, decimals);
    }
  }

  private static HistoryPage.Case one(History.Verdicts verdicts, Site.CaseEntry part) {
    ShownEffect effect = ShownEffect.of(part.result());
    double reach =
        effect.factor()
            * IntervalBar.reach(
                verdicts.entries().stream()
                    .flatMapToDouble(
                        e ->
                            java.util.stream.DoubleStream.of(
                                e.estimate().orElse(0), e.low().orElse(0), e.high().orElse(0)))
                    .toArray());
    Scale scale =
        new Scale(
            effect.factor(),
            effect.metric().percent() ? 2 : Numbers.sharedDecimals(reach),
            effect.unit(),
            reach);
    List<HistoryPage.Line> lines = new ArrayList<>();
    for (History.Judged judged : verdicts.entries()) {
      lines.add(line(judged, scale));
    }
    return new HistoryPage.Case(
        verdicts.caseName(),
        part.href(),
        verdicts.tier(),
        verdicts.engine(),
        lines,
        inWords(verdicts.steps(), scale));
  }

  private static HistoryPage.Line line(History.Judged judged, Scale scale) {
    Optional<IntervalBar> bar = Optional.empty();
    if (judged.estimate().isPresent() && Double.isFinite(judged.estimate().getAsDouble())) {
      double estimate = judged.estimate().getAsDouble();
      bar =
          Optional.of(
              IntervalBar.of(
                  scale.factor() * estimate,
                  scale.factor() * finite(judged.low(), estimate),
                  scale.factor() * finite(judged.high(), estimate),
                  Margin.NONE,
                  scale.reach()));
    }
    return new HistoryPage.Line(
        judged.time().replace('T', ' ').replaceAll("(:\\d\\d)?Z$", " UTC"),
        judged.commit().isEmpty()
            ? "unknown"
            : shortened(judged.commit()) + (judged.dirty() ? " with changes" : ""),
        judged.times() == 1 ? "" : "made " + judged.times() + " times",
        Mark.of(judged.verdict()),
        judged.estimate().isPresent()
            ? scale.signed(judged.estimate().getAsDouble()) + scale.unit()
            : "–",
        judged.low().isPresent() && judged.high().isPresent()
            ? scale.signed(judged.low().getAsDouble())
                + " to "
                + scale.signed(judged.high().getAsDouble())
            : "",
        bar,
        judged.n() == 0 ? "–" : Integer.toString(judged.n()),
        Numbers.p(judged.p()));
  }

  private static double finite(OptionalDouble value, double otherwise) {
    return value.isPresent() && Double.isFinite(value.getAsDouble())
        ? value.getAsDouble()
        : otherwise;
  }

  private static String inWords(StepDetection.Result result, Scale scale) {
    if (result instanceof StepDetection.Result.NotEnoughData few) {
      return "Not enough data to look for steps: "
          + few.found()
          + (few.found() == 1 ? " estimate, " : " estimates, ")
          + few.needed()
          + " needed.";
    }
    List<StepDetection.Step> steps = ((StepDetection.Result.Levels) result).steps();
    if (steps.isEmpty()) {
      return "No step shows in the estimates.";
    }
    StringBuilder text = new StringBuilder();
    for (StepDetection.Step step : steps) {
      text.append(text.length() == 0 ? "" : " ")
          .append("The estimates moved from ")
          .append(scale.signed(step.before()))
          .append(" to ")
          .append(scale.signed(step.after()))
          .append(" with the entry number ")
          .append(step.at() + 1)
          .append(" (p ")
          .append(Numbers.p(OptionalDouble.of(step.p())))
          .append(").");
    }
    return text.toString();
  }

  /** Shorten a commit's digest to what git and people tell apart; the environment has it whole. */
  private static String shortened(String commit) {
    return commit.substring(0, Math.min(commit.length(), COMMIT));
  }
}
