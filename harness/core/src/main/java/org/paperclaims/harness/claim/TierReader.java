package org.paperclaims.harness.claim;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.harness.run.Protocol;

/** Reads what a claim does at one tier and multiplies its lists into cases. */
final class TierReader {
  private final Tier tier;
  private final Criterion criterion;
  private final ArmPlan arms;
  private final DeviationRules claimWide;

  TierReader(Tier tier, Criterion criterion, ArmPlan arms, DeviationRules claimWide) {
    this.tier = tier;
    this.criterion = criterion;
    this.arms = arms;
    this.claimWide = claimWide;
  }

  TierPlan read(YamlNode node) {
    RecordFields fields = RecordFields.of(tier.id(), node, "tier " + tier.id());
    if (fields.has("not_attempted")) {
      String reason = fields.text("not_attempted", "the reason");
      RecordFields alone = RecordFields.of(tier.id(), node, "a tier that is not attempted");
      alone.has("not_attempted");
      alone.end();
      return new TierPlan.NotAttempted(reason);
    }
    Protocol protocol = protocol(fields);
    List<String> architectures = architectures(fields);
    List<String> datasets = datasets(fields);
    List<Integer> levels = levels(fields);
    int images = amount(fields, "images", "all");
    int testImages = amount(fields, "test_images", "all");
    int pixels = amount(fields, "pixels", "own");
    boolean validation = fields.flag("validation").orElse(false);
    Seeds seeds = seeds(fields.required("seeds", Seeds.ALLOWED));
    DeviationRules own = DeviationRules.read(fields, architectures);

    List<ClaimCase> cases = new ArrayList<>();
    for (String architecture : architectures) {
      for (String dataset : datasets) {
        Optional<KnownDeviation> wide = claimWide.of(architecture, dataset);
        List<Arm> members = arms.arms(architecture, levels);
        DistinctArms.check(node, members);
        DatasetSpec data = new DatasetSpec(dataset, images, testImages, pixels, validation);
        DatasetRules rules = new DatasetRules(fields, data);
        rules.check();
        cases.add(
            new ClaimCase(
                architecture.replace(Specs.DEPTH, "D") + ", " + dataset,
                members,
                protocol,
                data,
                new RecipeReader(fields, rules).read(protocol, architecture, dataset),
                seeds.seeds(),
                seeds.rule(),
                own.of(architecture, dataset).or(() -> wide)));
      }
    }
    own.end();
    fields.end();
    return new TierPlan.Attempted(cases);
  }

  private Protocol protocol(RecordFields fields) {
    Protocol protocol =
        fields.has("protocol")
            ? fields.oneOf("protocol", Protocol.values(), p -> p.name().toLowerCase(Locale.ROOT))
            : Protocol.TRAIN;
    if (!Metrics.of(protocol).contains(criterion.metric())) {
      throw fields
          .place()
          .refuse(
              "field 'protocol': found "
                  + protocol.name().toLowerCase(Locale.ROOT)
                  + ", which does not measure "
                  + criterion.metric()
                  + "; allowed the protocol that does (train: "
                  + Metrics.of(Protocol.TRAIN)
                  + ", features: "
                  + Metrics.of(Protocol.FEATURES)
                  + ", gradients: "
                  + Metrics.of(Protocol.GRADIENTS)
                  + ")");
    }
    return protocol;
  }

  private List<String> architectures(RecordFields fields) {
    boolean overDepth = arms instanceof ArmPlan.OverDepth;
    Set<String> found = new LinkedHashSet<>();
    for (YamlNode item : fields.items("architecture", "an architecture, or a list")) {
      String spec = fields.text("architecture", item, "an architecture");
      if (overDepth != spec.contains(Specs.DEPTH)) {
        throw RecordFields.refuse(
            "architecture",
            item,
            overDepth
                ? "one with " + Specs.DEPTH + " for its depth, such as plain-<depth>-w8"
                : "one with a number for its depth: only a trend over depth has " + Specs.DEPTH);
      }
      if (!found.add(overDepth ? spec : Specs.architecture(item, spec))) {
        throw RecordFields.refuse("architecture", item, "each architecture once");
      }
    }
    return List.copyOf(found);
  }

  private List<String> datasets(RecordFields fields) {
    Set<String> found = new LinkedHashSet<>();
    for (YamlNode item : fields.items("dataset", "a data set, or a list")) {
      if (!found.add(Specs.dataset(item))) {
        throw RecordFields.refuse("dataset", item, "each data set once");
      }
    }
    return List.copyOf(found);
  }

  private List<Integer> levels(RecordFields fields) {
    Optional<String> field = arms.levelsField();
    if (field.isEmpty()) {
      return List.of();
    }
    boolean depths = field.get().equals("depths");
    String allowed = "3 to 7 rising numbers such as " + (depths ? "[8, 20, 32]" : "[0, 50, 100]");
    YamlNode node = fields.required(field.get(), allowed);
    List<Integer> levels = new ArrayList<>();
    for (YamlNode item : RecordFields.items(field.get(), node, allowed)) {
      int level = RecordFields.whole(field.get(), item, depths ? 1 : 0, depths ? 10_000 : 100);
      if (!levels.isEmpty() && level <= levels.get(levels.size() - 1)) {
        throw RecordFields.refuse(field.get(), item, allowed);
      }
      if (depths) {
        for (YamlNode spec : fields.items("architecture", "an architecture")) {
          String written = fields.text("architecture", spec, "an architecture");
          Specs.architecture(item, written.replace(Specs.DEPTH, Integer.toString(level)));
        }
      }
      levels.add(level);
    }
    if (levels.size() < 3 || levels.size() > 7) {
      throw RecordFields.refuse(field.get(), node, allowed);
    }
    return List.copyOf(levels);
  }

  /** Read a count for which 0 stands for everything in a {@link DatasetSpec}. */
  private static int amount(RecordFields fields, String field, String everything) {
    Optional<YamlNode> node = fields.optional(field);
    if (node.isEmpty()
        || (node.get() instanceof YamlNode.Scalar scalar && scalar.text().equals(everything))) {
      return 0;
    }
    if (node.get() instanceof YamlNode.Scalar scalar && scalar.text().matches("[1-9]\\d{0,7}")) {
      return Integer.parseInt(scalar.text());
    }
    throw RecordFields.refuse(field, node.get(), everything + ", or a whole number from 1 on");
  }

  /** The declared seeds and when they may be looked at. */
  private record Seeds(List<Long> seeds, SeedRule rule) {
    static final String ALLOWED =
        "a number of seeds, a list of seeds, or {looks: [5, 10], spending: obrien-fleming}";
  }

  private static Seeds seeds(YamlNode node) {
    if (node instanceof YamlNode.Scalar) {
      return new Seeds(first(RecordFields.whole("seeds", node, 1, 1000)), new SeedRule.Fixed());
    }
    if (node instanceof YamlNode.Sequence sequence) {
      Set<Long> seeds = new LinkedHashSet<>();
      for (YamlNode item : sequence.items()) {
        if (!seeds.add((long) RecordFields.whole("seeds", item, 0, Integer.MAX_VALUE))) {
          throw RecordFields.refuse("seeds", item, "each seed once");
        }
      }
      if (seeds.isEmpty()) {
        throw RecordFields.refuse("seeds", node, Seeds.ALLOWED);
      }
      return new Seeds(List.copyOf(seeds), new SeedRule.Fixed());
    }
    RecordFields fields = RecordFields.of("seeds", node, "seeds with looks");
    fields.oneOf("spending", new String[] {"obrien-fleming"}, s -> s);
    List<Integer> looks = new ArrayList<>();
    YamlNode looksNode = fields.required("looks", "rising numbers of seeds such as [5, 10]");
    for (YamlNode item : RecordFields.items("looks", looksNode, "numbers of seeds")) {
      looks.add(RecordFields.whole("looks", item, 2, 1000));
    }
    fields.end();
    try {
      SeedRule rule = new SeedRule.ObrienFleming(looks);
      return new Seeds(first(looks.get(looks.size() - 1)), rule);
    } catch (IllegalArgumentException e) {
      throw looksNode.place().refuse("field 'looks': " + e.getMessage());
    }
  }

  private static List<Long> first(int count) {
    return LongStream.rangeClosed(1, count).boxed().toList();
  }
}
