package org.paperclaims.harness.catalogue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.claim.Correction;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.Paper;
import org.paperclaims.harness.claim.Source;
import org.paperclaims.harness.claim.Tier;
import org.paperclaims.harness.claim.TierPlan;

/** Reads one record into a {@link Claim}. */
final class ClaimReader {
  private static final String ID = "lower-case words with dashes, such as last-relu-lowers-error";

  private final Paper paper;
  private final Recipes recipes;
  private final Mistakes mistakes;

  /**
   * Make a reader.
   *
   * @param mistakes is given those of the claim, of each part the first
   */
  ClaimReader(Paper paper, Recipes recipes, Mistakes mistakes) {
    this.paper = paper;
    this.recipes = recipes;
    this.mistakes = mistakes;
  }

  /** Read a record; nothing where it has a mistake. */
  Optional<Claim> read(YamlNode node) {
    return mistakes.in(() -> RecordFields.of("claims", node, "a claim")).flatMap(this::read);
  }

  /** The parts of a record that its tiers rest on. */
  private record Comparison(Criterion criterion, Arms arms) {}

  private Optional<Claim> read(RecordFields fields) {
    Optional<String> id = mistakes.in(() -> id(fields));
    Optional<String> statement = mistakes.in(() -> fields.text("statement", "one sentence"));
    Optional<Source> source =
        mistakes.in(() -> source(fields.required("source", "where the claim comes from")));
    Optional<Comparison> comparison = mistakes.in(() -> comparison(fields));
    Optional<Optional<Match>> match = mistakes.in(() -> Match.read(fields));
    Optional<DeviationRules> claimWide =
        comparison.flatMap(
            of -> mistakes.in(() -> DeviationRules.read(fields, of.criterion(), List.of())));
    if (comparison.isEmpty() || match.isEmpty() || claimWide.isEmpty()) {
      return Optional.empty();
    }
    Optional<Map<Tier, TierPlan>> tiers =
        mistakes
            .in(() -> tierFields(fields))
            .flatMap(of -> tiers(of, comparison.get(), match.get(), claimWide.get()));
    Optional<Correction> correction =
        tiers.flatMap(
            all -> mistakes.in(() -> correction(fields, comparison.get().criterion(), all)));
    if (correction.isEmpty()) {
      return Optional.empty();
    }
    mistakes.check(fields::end);
    return id.isEmpty() || statement.isEmpty() || source.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Claim(
                id.get(),
                statement.get(),
                source.get(),
                comparison.get().criterion(),
                correction.get(),
                tiers.get(),
                fields.place().file(),
                fields.place().line()));
  }

  private static String id(RecordFields fields) {
    String id = fields.text("id", ID);
    if (id.length() > 80 || !id.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw RecordFields.refuse("id", fields.required("id", ID), ID);
    }
    return id;
  }

  private static Comparison comparison(RecordFields fields) {
    YamlNode node = fields.required("criterion", "what must be shown");
    Criterion criterion = CriterionReader.read(node);
    return new Comparison(criterion, Arms.read(fields, criterion, node));
  }

  private static RecordFields tierFields(RecordFields fields) {
    return RecordFields.of(
        "tiers",
        fields.required("tiers", "smoke, reduced and full, and short between the last two"),
        "tiers (smoke, reduced, short, full)");
  }

  /** Read every tier; nothing where one has a mistake. */
  private Optional<Map<Tier, TierPlan>> tiers(
      RecordFields fields, Comparison of, Optional<Match> match, DeviationRules claimWide) {
    Map<Tier, TierPlan> tiers = new EnumMap<>(Tier.class);
    for (Tier tier : Tier.values()) {
      if (!tier.isRequired() && !fields.has(tier.id())) {
        tiers.put(tier, TierPlan.NotAttempted.UNSAID);
        continue;
      }
      mistakes
          .in(
              () -> {
                YamlNode plan =
                    fields.required(tier.id(), "what is run, or {not_attempted: the reason}");
                return new TierReader(tier, of.criterion(), of.arms(), claimWide, match, recipes)
                    .read(plan);
              })
          .ifPresent(plan -> tiers.put(tier, plan));
    }
    mistakes.check(fields::end);
    if (tiers.size() < Tier.values().length) {
      return Optional.empty();
    }
    mistakes.check(claimWide::end);
    return Optional.of(tiers);
  }

  private Source source(YamlNode node) {
    RecordFields fields = RecordFields.of("source", node, "a source");
    Source source =
        new Source(
            PaperReader.readOptional(fields).orElse(paper),
            fields.text("where", "abstract, or a section, table or figure"),
            fields.optionalText("quote", "the paper's words").orElse(""),
            fields.optionalText("doubt", "what is not certain").orElse(""));
    fields.end();
    return source;
  }

  /** Several cases share one alpha in a way that the record must choose. */
  private static Correction correction(
      RecordFields fields, Criterion criterion, Map<Tier, TierPlan> tiers) {
    if (criterion instanceof Criterion.Share) {
      if (fields.written("correction")) {
        throw fields.refuse(
            "correction", "nothing: a share is about all cases, and corrects for their number");
      }
      return Correction.NONE;
    }
    boolean several =
        tiers.values().stream()
            .anyMatch(p -> p instanceof TierPlan.Attempted a && a.cases().size() > 1);
    if (!several && !fields.has("correction")) {
      return Correction.NONE;
    }
    Correction[] values = Correction.values();
    List<String> ids = new ArrayList<>();
    for (Correction value : values) {
      ids.add(value.id());
    }
    if (!fields.has("correction")) {
      throw fields.missing(
          "correction", String.join(", ", ids) + " (this claim has several cases at one tier)");
    }
    return fields.oneOf("correction", values, Correction::id);
  }
}
