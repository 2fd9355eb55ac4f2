package org.paperclaims.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.store.LedgerFile;
import org.paperclaims.harness.suite.CaseOutcome;

/**
 * The verdicts of a report next to those of an earlier ledger, in Markdown.
 *
 * @param counts how many cases have each verdict
 * @param failed whether a claim fails: refuted where its record does not expect it, or INVALID
 * @param decided whether anything was decided at all
 * @param changed lines of a table, one a case whose verdict is another
 * @param newRuns how many runs the earlier ledger does not have
 */
record Changes(
    String tier,
    Map<String, Integer> counts,
    boolean failed,
    boolean decided,
    List<String> changed,
    int newRuns) {
  /** Begins the one comment that is written over and over. */
  static final String MARKER = "<!-- paper-claims -->";

  private static final Set<CaseOutcome.Kind> FAILING =
      EnumSet.of(CaseOutcome.Kind.FAILED, CaseOutcome.Kind.ERROR);

  /** More lines than this are for the report. */
  private static final int LINES = 50;

  /**
   * Compare.
   *
   * @param claims a report's {@code claims.json}
   * @param before the ledger of the branch that it is compared with
   */
  static Changes of(JsonNode claims, LedgerFile before) {
    String tier = claims.path("tier").asText();
    Map<String, String> was = new HashMap<>();
    for (LastVerdict v : LastVerdict.of(before)) {
      was.put(key(v.claim(), v.caseName(), v.tier(), v.engine()), v.verdict().name());
    }
    Set<String> runsBefore =
        before.records().stream()
            .map(r -> Fingerprint.of(r.spec()))
            .collect(Collectors.toCollection(HashSet::new));
    Map<String, Integer> counts = new TreeMap<>();
    List<String> changed = new ArrayList<>();
    Set<String> fresh = new HashSet<>();
    boolean failed = false;
    for (JsonNode claim : claims.path("claims")) {
      for (JsonNode one : claim.path("cases")) {
        String verdict = one.path("verdict").asText();
        counts.merge(verdict, 1, Integer::sum);
        failed |=
            FAILING.contains(
                CaseOutcome.kind(
                    Verdict.valueOf(verdict),
                    Optional.of(one.at("/known_deviation/verdict").asText())
                        .filter(known -> !known.isEmpty())
                        .map(Verdict::valueOf),
                    false));
        String name = one.path("name").asText();
        String engine = one.path("engine").asText();
        String earlier = was.get(key(claim.path("id").asText(), name, tier, engine));
        if (!verdict.equals(earlier) && !(earlier == null && verdict.equals("NOT_ATTEMPTED"))) {
          changed.add(
              "| %s | %s, %s | %s | **%s** |"
                  .formatted(
                      cell(claim.path("statement").asText()),
                      cell(name),
                      cell(engine),
                      earlier == null ? "–" : earlier,
                      verdict));
        }
        for (JsonNode run : one.findValues("fingerprint")) {
          if (!runsBefore.contains(run.asText())) {
            fresh.add(run.asText());
          }
        }
      }
    }
    boolean decided =
        counts.keySet().stream()
            .anyMatch(v -> !v.equals("NOT_ATTEMPTED") && !v.equals("INCONCLUSIVE"));
    return new Changes(tier, counts, failed, decided, List.copyOf(changed), fresh.size());
  }

  private static String key(String... parts) {
    return String.join("\n", parts);
  }

  /** Write a text into a cell of a table. */
  static String cell(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replaceAll("([\\\\`*_\\[\\]|#!~@])", "\\\\$1")
        .replaceAll("\\s+", " ");
  }

  /** Sum the verdicts up in a line. */
  String title() {
    return counts.entrySet().stream()
        .map(e -> e.getValue() + " " + e.getKey().toLowerCase(Locale.ROOT).replace('_', ' '))
        .collect(Collectors.joining(", "));
  }

  /** Give the text of a check and of a comment. */
  String markdown() {
    StringBuilder text = new StringBuilder(MARKER).append("\n### Claims at the ");
    text.append(tier).append(" tier: ").append(title()).append("\n\n");
    if (changed.isEmpty()) {
      text.append("No verdict changed.\n");
    } else {
      text.append("| Claim | Case | Was | Is |\n|---|---|---|---|\n");
      changed.stream().limit(LINES).forEach(line -> text.append(line).append('\n'));
      if (changed.size() > LINES) {
        text.append('\n').append(changed.size() - LINES).append(" more changed.\n");
      }
    }
    text.append('\n')
        .append(
            newRuns == 0
                ? "All runs were known before."
                : newRuns + (newRuns == 1 ? " run is new." : " runs are new."));
    return text.append('\n').toString();
  }
}
