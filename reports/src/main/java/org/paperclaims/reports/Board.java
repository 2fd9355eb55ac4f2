package org.paperclaims.reports;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.reports.page.Mark;

/**
 * A suite as a short Markdown table, {@code board.md}: a line for each claim with what became of
 * its cases, engine by engine. Made to be put into a README.
 */
final class Board {
  private final Site site;

  Board(Site site) {
    this.site = site;
  }

  /** Give the table. Claims that were not attempted at this tier are named below it. */
  String markdown() {
    StringBuilder text = new StringBuilder("| Claim | Engine | Cases |\n|---|---|---|\n");
    StringBuilder without = new StringBuilder();
    for (Site.Entry entry : site.claims()) {
      Map<String, Map<Verdict, Integer>> byEngine = new LinkedHashMap<>();
      for (Site.CaseEntry part : entry.cases()) {
        byEngine
            .computeIfAbsent(part.result().madeBy(), e -> new EnumMap<>(Verdict.class))
            .merge(part.result().judgement().verdict(), 1, Integer::sum);
      }
      boolean attempted =
          byEngine.values().stream()
              .flatMap(counts -> counts.keySet().stream())
              .anyMatch(v -> v != Verdict.NOT_ATTEMPTED);
      if (!attempted) {
        without.append(without.isEmpty() ? "" : ", ").append('`');
        without.append(entry.claim().id()).append('`');
        continue;
      }
      byEngine.forEach(
          (engine, counts) ->
              text.append("| ")
                  .append(Summary.escaped(entry.claim().statement()))
                  .append(" | ")
                  .append(engine)
                  .append(" | ")
                  .append(counts(counts))
                  .append(" |\n"));
    }
    if (!without.isEmpty()) {
      text.append("\nNot attempted at this tier: ").append(without).append(".\n");
    }
    return text.append(warnings(site)).toString();
  }

  /** Give what a reader must know of earlier verdicts, each a line; nothing where nothing is. */
  static String warnings(Site site) {
    StringBuilder text = new StringBuilder();
    for (Site.Entry entry : site.claims()) {
      for (Site.CaseEntry part : entry.cases()) {
        for (String warning : part.result().warnings()) {
          text.append("\n**Warning**, ")
              .append(Summary.escaped(part.result().suiteCase().displayName()))
              .append(": ")
              .append(Summary.escaped(warning))
              .append(".\n");
        }
      }
    }
    return text.toString();
  }

  private static String counts(Map<Verdict, Integer> counts) {
    return counts.entrySet().stream()
        .map(count -> Mark.of(count.getKey()).counted(count.getValue()))
        .collect(Collectors.joining(" · "));
  }
}
