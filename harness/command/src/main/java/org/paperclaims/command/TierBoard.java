package org.paperclaims.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.paperclaims.harness.claim.Tier;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.measure.ChanceLevel;
import org.paperclaims.harness.run.Numbers;
import org.paperclaims.harness.run.Provenance;
import org.paperclaims.harness.suite.SettingsException;
import org.paperclaims.reports.page.Mark;

/**
 * The verdicts of several reports in one Markdown table: a line a claim, a column a tier. A verdict
 * stands under the tier at which it was reached and next to how much its networks err, so that
 * nobody reads it as more than it is.
 */
final class TierBoard {
  private static final double PERCENT = 100;

  /** By claim, the statement. */
  private final Map<String, String> statements = new LinkedHashMap<>();

  private final Map<String, Map<Tier, Cell>> cells = new LinkedHashMap<>();
  private final Set<List<String>> judged = new HashSet<>();
  private final TreeSet<Tier> tiers = new TreeSet<>();

  /** A verdict, and whether its record expects it although it is not the claim's. */
  private record Shown(Verdict verdict, boolean expected) implements Comparable<Shown> {
    String words(int count) {
      return Mark.of(verdict).counted(count) + (expected ? " as expected" : "");
    }

    @Override
    public int compareTo(Shown other) {
      return Comparator.comparing(Shown::verdict)
          .thenComparing(Shown::expected)
          .compare(this, other);
    }
  }

  /** How much networks err on a data set, in percent, and how much guessing does. */
  private record Errors(double least, double most, double chance) {
    Errors with(Errors other) {
      return new Errors(Math.min(least, other.least), Math.max(most, other.most), chance);
    }

    String words() {
      String low = Numbers.fixed(least, 0);
      String high = Numbers.fixed(most, 0);
      return (low.equals(high) ? low : low + " to " + high)
          + " %, guessing on "
          + Numbers.fixed(chance, 0);
    }
  }

  /** The verdicts of a claim's cases at a tier, by engine, and how much their networks err. */
  private static final class Cell {
    private final Map<String, TreeMap<Shown, Integer>> byEngine = new LinkedHashMap<>();
    private final TreeMap<String, Errors> byDataset = new TreeMap<>();

    String words() {
      String verdicts =
          byEngine.entrySet().stream()
              .map(e -> counts(e.getValue()) + " (" + e.getKey() + ")")
              .collect(Collectors.joining("; "));
      if (byDataset.isEmpty()) {
        return verdicts;
      }
      boolean several = byDataset.size() > 1;
      return verdicts
          + byDataset.entrySet().stream()
              .map(e -> e.getValue().words() + (several ? " (" + e.getKey() + ")" : ""))
              .collect(Collectors.joining("; ", "<br>networks err on ", ""));
    }

    private static String counts(Map<Shown, Integer> counts) {
      return counts.entrySet().stream()
          .map(count -> count.getKey().words(count.getValue()))
          .collect(Collectors.joining(" · "));
    }
  }

  /**
   * Add a report.
   *
   * @param name of its file, for messages
   * @param claims its {@code claims.json}
   * @throws SettingsException if a case was added before
   */
  void add(String name, JsonNode claims) {
    for (JsonNode claim : claims.path("claims")) {
      String id = claim.path("id").asText();
      for (JsonNode one : claim.path("cases")) {
        Verdict verdict = Verdict.valueOf(one.path("verdict").asText());
        if (verdict == Verdict.NOT_ATTEMPTED) {
          continue;
        }
        Tier tier = Tier.valueOf(one.path("tier").asText().toUpperCase(Locale.ROOT));
        String engine = one.path("engine").asText();
        if (!judged.add(List.of(id, tier.id(), one.path("name").asText(), engine))) {
          throw new SettingsException(
              "%s judges %s [%s, %s] at tier %s, as a file before it does; a board has each case once"
                  .formatted(name, id, one.path("name").asText(), engine, tier.id()));
        }
        statements.putIfAbsent(id, claim.path("statement").asText());
        tiers.add(tier);
        Cell cell =
            cells
                .computeIfAbsent(id, c -> new EnumMap<>(Tier.class))
                .computeIfAbsent(tier, t -> new Cell());
        cell.byEngine
            .computeIfAbsent(madeBy(one, engine), e -> new TreeMap<>())
            .merge(new Shown(verdict, expected(one, verdict)), 1, Integer::sum);
        addErrors(cell, one);
      }
    }
  }

  /** Name the engine of a case, or say how runs are known that were made elsewhere. */
  private static String madeBy(JsonNode one, String engine) {
    String provenance = one.path("provenance").asText(Provenance.RUN_HERE.words());
    return provenance.equals(Provenance.RUN_HERE.words()) ? engine : provenance;
  }

  private static boolean expected(JsonNode one, Verdict verdict) {
    return one.at("/known_deviation/verdict").asText().equals(verdict.name());
  }

  private static void addErrors(Cell cell, JsonNode one) {
    for (String word : one.path("name").asText().split(", ", -1)) {
      OptionalDouble chance = ChanceLevel.error(word);
      if (chance.isPresent()) {
        for (JsonNode arm : one.path("arms")) {
          for (JsonNode run : arm.path("runs")) {
            double error = run.at("/metrics/test_error").asDouble(Double.NaN);
            if (error >= 0 && error <= PERCENT) {
              cell.byDataset.merge(
                  word, new Errors(error, error, chance.getAsDouble()), Errors::with);
            }
          }
        }
      }
    }
  }

  /** Write the table. */
  String markdown() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| Claim | "
            + tiers.stream().map(Tier::id).collect(Collectors.joining(" | "))
            + " |\n|---|"
            + "---|".repeat(tiers.size()));
    cells.forEach(
        (id, byTier) ->
            lines.add(
                "| "
                    + Changes.cell(statements.getOrDefault(id, id))
                    + " | "
                    + tiers.stream()
                        .map(t -> byTier.containsKey(t) ? byTier.get(t).words() : "not shown")
                        .collect(Collectors.joining(" | "))
                    + " |"));
    return String.join("\n", lines) + "\n";
  }
}
