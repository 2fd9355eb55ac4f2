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

  ClaimReader(Paper paper, Recipes recipes) {
    this.paper = paper;
    this.recipes = recipes;
  }

  Claim read(YamlNode node) {
    RecordFields fields = RecordFields.of("claims", node, "a claim");
    String id = fields.text("id", ID);
    if (id.length() > 80 || !id.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw RecordFields.refuse("id", fields.required("id", ID), ID);
    }
    String statement = fields.text("statement", "one sentence");
    Source source = source(fields.required("source", "where the claim comes from"));
    YamlNode criterionNode = fields.required("criterion", "what must be shown");
    Criterion criterion = CriterionReader.read(criterionNode);
    Arms arms = Arms.read(fields, criterion, criterionNode);
    Optional<Match> match = Match.read(fields);
    DeviationRules claimWide = DeviationRules.read(fields, List.of());

    RecordFields tierFields =
        RecordFields.of(
            "tiers",
            fields.required("tiers", "smoke, reduced and full, and short between the last two"),
            "tiers (smoke, reduced, short, full)");
    Map<Tier, TierPlan> tiers = new EnumMap<>(Tier.class);
    for (Tier tier : Tier.values()) {
      if (!tier.isRequired() && !tierFields.has(tier.id())) {
        tiers.put(tier, TierPlan.NotAttempted.UNSAID);
        continue;
      }
      YamlNode plan = tierFields.required(tier.id(), "what is run, or {not_attempted: the reason}");
      tiers.put(tier, new TierReader(tier, criterion, arms, claimWide, match, recipes).read(plan));
    }
    tierFields.end();
    claimWide.end();
    Correction correction = correction(fields, criterion, tiers);
    fields.end();
    return new Claim(
        id,
        statement,
        source,
        criterion,
        correction,
        tiers,
        fields.place().file(),
        fields.place().line());
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
      if (fields.has("correction")) {
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
