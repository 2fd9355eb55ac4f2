package org.paperclaims.reports;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.paperclaims.harness.claim.Paper;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.run.Provenance;
import org.paperclaims.harness.suite.CaseResult;
import org.paperclaims.reports.page.Board;
import org.paperclaims.reports.page.Fact;
import org.paperclaims.reports.page.Figure;
import org.paperclaims.reports.page.Frame;
import org.paperclaims.reports.page.Margin;
import org.paperclaims.reports.page.Mark;
import org.paperclaims.reports.page.Numbers;
import org.paperclaims.reports.page.Strip;

/** Make the first page: papers, and a mark and a sentence for each of their claims. */
final class FrontPage {
  private final Site site;
  private final ReportOptions options;
  private final OtherTiers otherTiers;

  FrontPage(Site site, ReportOptions options) {
    this.site = site;
    this.options = options;
    this.otherTiers = new OtherTiers(options.history(), options.beside(), site.suite().tier());
  }

  Board board(
      Frame frame,
      Map<Paper, List<Site.Entry>> papers,
      Map<Paper, List<Figure>> figures,
      List<Fact> facts) {
    List<Board.PaperPart> parts = new ArrayList<>();
    List<Board.PaperPart> idle = new ArrayList<>();
    papers.forEach(
        (paper, entries) -> {
          Board.PaperPart part =
              part(
                  paper,
                  entries,
                  "paper-" + (parts.size() + idle.size()),
                  figures.getOrDefault(paper, List.of()));
          (part.claims().isEmpty() ? idle : parts).add(part);
        });
    return new Board(
        frame,
        options.title(),
        lead(parts),
        tallies(site.claims()),
        parts,
        idle,
        facts,
        options.command());
  }

  private String lead(List<Board.PaperPart> attempted) {
    int claims = attempted.stream().mapToInt(p -> p.claims().size()).sum();
    long cases = site.suite().cases().stream().filter(FrontPage::isJudged).count();
    return counted(claims, "claim")
        + " of "
        + counted(attempted.size(), "paper")
        + " judged in "
        + counted((int) cases, "case")
        + " from "
        + counted(site.runs().size(), "run")
        + ", at the "
        + site.suite().tier().id()
        + " tier.";
  }

  private static String counted(int n, String word) {
    return Numbers.count(n) + " " + word + (n == 1 ? "" : "s");
  }

  private static List<CaseResult> results(Site.Entry entry) {
    return entry.cases().stream().map(Site.CaseEntry::result).toList();
  }

  /** Count claims by their mark, in the order of verdicts. */
  private static List<Board.Tally> tallies(List<Site.Entry> entries) {
    Map<Mark, Integer> counts = new LinkedHashMap<>();
    entries.forEach(e -> counts.merge(Mark.ofClaim(results(e)), 1, Integer::sum));
    List<String> order = List.of("✓", "◐", "≈", "±", "≠", "◪", "✕", "?", "!", "–");
    return counts.entrySet().stream()
        .sorted(
            java.util.Comparator.comparingInt(
                    (Map.Entry<Mark, Integer> e) -> order.indexOf(e.getKey().sign()))
                .thenComparing(e -> e.getKey().words()))
        .map(e -> new Board.Tally(e.getKey(), e.getValue(), Integer.toString(e.getValue())))
        .toList();
  }

  private Board.PaperPart part(
      Paper paper, List<Site.Entry> entries, String anchor, List<Figure> figures) {
    List<Site.Entry> attempted =
        entries.stream()
            .filter(e -> !e.cases().isEmpty())
            .filter(e -> results(e).stream().anyMatch(FrontPage::isJudged))
            .toList();
    List<CaseResult> cases =
        attempted.stream().flatMap(e -> results(e).stream()).filter(FrontPage::isJudged).toList();
    return new Board.PaperPart(
        anchor,
        paper.name(),
        paper.title().isEmpty()
            ? ""
            : String.join(", ", paper.authors())
                + (paper.year().isPresent() ? " (" + paper.year().getAsInt() + ")" : ""),
        paper.link().orElse(""),
        !paper.arxiv().isEmpty()
            ? "arXiv " + paper.arxiv()
            : !paper.doi().isEmpty() ? "doi " + paper.doi() : "the paper",
        tallies(entries),
        TierWords.sentences(cases),
        TierWords.warnings(cases),
        attempted.stream().map(this::row).toList(),
        figures,
        entries.stream().filter(e -> !attempted.contains(e)).map(FrontPage::left).toList());
  }

  private static boolean isJudged(CaseResult c) {
    return c.judgement().verdict() != Verdict.NOT_ATTEMPTED;
  }

  private static Board.Left left(Site.Entry entry) {
    return new Board.Left(
        entry.claim().id(),
        entry.claim().statement(),
        entry.href(),
        entry
            .notAttempted()
            .orElseGet(
                () ->
                    results(entry).stream()
                        .findFirst()
                        .map(c -> c.judgement().reason())
                        .orElse("Nothing was run at this tier.")));
  }

  private Board.Row row(Site.Entry entry) {
    List<CaseResult> cases = results(entry);
    List<CaseResult> judged = cases.stream().filter(FrontPage::isJudged).toList();
    List<ShownEffect> effects =
        judged.stream()
            .map(ShownEffect::of)
            .filter(effect -> effect.estimate().isPresent())
            .toList();
    return new Board.Row(
        Mark.ofClaim(cases),
        entry.claim().id(),
        entry.claim().statement(),
        entry.href(),
        size(judged, effects),
        sure(judged, effects),
        counts(cases),
        effects.isEmpty() ? Optional.empty() : Optional.of(strip(judged, effects.get(0).margin())),
        Stream.concat(
                otherTiers.otherwise(entry.claim().id(), judged).stream(), notes(judged).stream())
            .toList());
  }

  private static String size(List<CaseResult> judged, List<ShownEffect> effects) {
    if (effects.isEmpty()) {
      return judged.isEmpty() ? "" : judged.get(0).judgement().reason();
    }
    double[] estimates =
        effects.stream().mapToDouble(e -> e.estimate().orElse(0)).sorted().toArray();
    double least = estimates[0];
    double most = estimates[estimates.length - 1];
    int decimals = effects.get(0).metric().percent() ? 2 : Numbers.sharedDecimals(least, most);
    return effects.get(0).sentence(least, most, decimals) + ".";
  }

  /** Say how sure the claim is: the interval of one case, the largest p of several. */
  private static String sure(List<CaseResult> judged, List<ShownEffect> effects) {
    String seeds = (effects.isEmpty() ? "" : seeds(judged)) + provenance(judged);
    if (judged.size() == 1 && effects.size() == 1) {
      String interval = effects.get(0).intervalAsSaid();
      OptionalDouble p = judged.get(0).judgement().p();
      return (interval.isEmpty()
              ? ""
              : Numbers.confidence(judged.get(0).judgement().confidence())
                  + " % interval "
                  + interval
                  + ", ")
          + (p.isPresent() ? pWords(p) + ", " : "")
          + seeds;
    }
    OptionalDouble largest =
        judged.stream()
            .filter(c -> c.judgement().verdict() == Verdict.REPRODUCED)
            .map(c -> c.judgement().p())
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .max();
    return (largest.isPresent() ? "p at most " + atMost(largest) + " where reproduced, " : "")
        + seeds;
  }

  private static String pWords(OptionalDouble p) {
    String written = Numbers.p(p);
    // A line never breaks within a number and what it is.
    return (written.startsWith("<") ? "p " + written : "p = " + written).replace(' ', '\u00a0');
  }

  private static String atMost(OptionalDouble p) {
    return Numbers.p(p).replace("< ", "");
  }

  private static String seeds(List<CaseResult> judged) {
    int least = judged.stream().mapToInt(c -> c.judgement().n()).min().orElse(0);
    int most = judged.stream().mapToInt(c -> c.judgement().n()).max().orElse(0);
    return ("n = " + (least == most ? Numbers.count(least) : least + " to " + most))
        .replace(' ', '\u00a0');
  }

  /** Say how runs are known that were not made here. */
  private static String provenance(List<CaseResult> judged) {
    return judged.stream()
        .map(CaseResult::provenance)
        .filter(p -> p != Provenance.RUN_HERE)
        .map(p -> ", " + p.shown())
        .distinct()
        .collect(Collectors.joining());
  }

  /** Say which verdicts several cases have. */
  private static String counts(List<CaseResult> cases) {
    if (cases.size() < 2) {
      return "";
    }
    Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    cases.forEach(c -> counts.merge(c.judgement().verdict(), 1, Integer::sum));
    if (counts.size() == 1) {
      return "all " + cases.size() + " cases";
    }
    return Mark.counts(counts) + " of " + cases.size() + " cases";
  }

  private static Strip strip(List<CaseResult> cases, Margin margin) {
    return Strip.of(
        cases.stream()
            .map(
                c -> {
                  ShownEffect effect = ShownEffect.of(c);
                  return new Strip.Effect(
                      Mark.of(c).css(), effect.estimate(), effect.low(), effect.high());
                })
            .toList(),
        margin);
  }

  private static List<String> notes(List<CaseResult> cases) {
    List<String> notes = new ArrayList<>();
    for (CaseResult c : cases) {
      c.claimCase()
          .knownDeviation()
          .filter(known -> known.verdict() != c.judgement().verdict())
          .ifPresent(
              known ->
                  notes.add(
                      c.claimCase().name()
                          + ": not as known, "
                          + Mark.of(known.verdict()).words().toLowerCase(Locale.ROOT)
                          + " was expected."));
      c.warnings().forEach(w -> notes.add("Warning, " + c.claimCase().name() + ": " + w + "."));
    }
    return notes;
  }
}
