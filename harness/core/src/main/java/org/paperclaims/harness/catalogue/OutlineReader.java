package org.paperclaims.harness.catalogue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.paperclaims.harness.claim.ClaimOutline;
import org.paperclaims.harness.claim.ClaimOutline.TierOutline;
import org.paperclaims.harness.claim.Paper;
import org.paperclaims.harness.claim.Tier;
import org.paperclaims.harness.claim.TierPlan;

/** Reads those parts of records that a list shows, of records that were read whole before. */
final class OutlineReader {
  private final Paper paper;

  private OutlineReader(Paper paper) {
    this.paper = paper;
  }

  static List<ClaimOutline> read(String name, String yaml) {
    RecordFields catalogue =
        RecordFields.of("catalogue", YamlReader.read(name, yaml, "a catalogue"), "a catalogue");
    OutlineReader reader = new OutlineReader(PaperReader.read(catalogue));
    List<ClaimOutline> outlines = new ArrayList<>();
    for (YamlNode node : catalogue.items("claims", "a list of claims")) {
      outlines.add(reader.claim(RecordFields.of("claims", node, "a claim")));
    }
    return outlines;
  }

  private ClaimOutline claim(RecordFields fields) {
    RecordFields source =
        RecordFields.of("source", fields.required("source", "a source"), "a source");
    RecordFields criterion =
        RecordFields.of("criterion", fields.required("criterion", "a criterion"), "a criterion");
    RecordFields tiers = RecordFields.of("tiers", fields.required("tiers", "tiers"), "tiers");
    // A trend's list is its levels, which are one case.
    Optional<String> variable = fields.optionalText("variable", "a field");
    Map<Tier, TierOutline> outlines = new EnumMap<>(Tier.class);
    for (Tier tier : Tier.values()) {
      outlines.put(
          tier,
          tiers
              .optional(tier.id())
              .map(node -> tier(node, variable))
              .orElseGet(() -> new TierOutline(0, TierPlan.NotAttempted.UNSAID.reason())));
    }
    return new ClaimOutline(
        fields.text("id", "an id"),
        fields.text("statement", "one sentence"),
        criterion.text("kind", "a kind"),
        PaperReader.readOptional(source).orElse(paper),
        outlines,
        fields.place().file(),
        fields.place().line());
  }

  private static TierOutline tier(YamlNode node, Optional<String> variable) {
    RecordFields fields = RecordFields.of("tier", node, "a tier");
    return fields
        .optionalText("not_attempted", "the reason")
        .map(reason -> new TierOutline(0, reason))
        .orElseGet(
            () -> new TierOutline(Combinations.of((YamlNode.Mapping) node, variable).size(), ""));
  }
}
