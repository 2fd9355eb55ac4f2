package org.paperclaims.harness.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.LongStream;
import org.paperclaims.harness.claim.SeedRule;
import org.paperclaims.harness.stats.Spending;

/** Reads the declared seeds of a tier and when they may be looked at. */
final class SeedsReader {
  private static final String ALLOWED =
      "a number of seeds, a list of seeds, or {looks: [5, 10], spending: obrien-fleming}";

  private SeedsReader() {}

  /** The declared seeds, in order. */
  record Seeds(List<Long> seeds, SeedRule rule) {}

  static Seeds read(RecordFields tier) {
    YamlNode node = tier.required("seeds", ALLOWED);
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
        throw RecordFields.refuse("seeds", node, ALLOWED);
      }
      return new Seeds(List.copyOf(seeds), new SeedRule.Fixed());
    }
    RecordFields fields = RecordFields.of("seeds", node, "seeds with looks");
    Spending spending = fields.oneOf("spending", Spending.values(), Spending::id);
    List<Integer> looks = new ArrayList<>();
    YamlNode looksNode = fields.required("looks", "rising numbers of seeds such as [5, 10]");
    for (YamlNode item : RecordFields.items("looks", looksNode, "numbers of seeds")) {
      looks.add(RecordFields.whole("looks", item, 2, 1000));
    }
    OptionalDouble futility = fields.number("futility", 1e-6, 0.5);
    fields.end();
    try {
      SeedRule rule = new SeedRule.Looks(looks, spending, futility);
      return new Seeds(first(looks.get(looks.size() - 1)), rule);
    } catch (IllegalArgumentException e) {
      throw looksNode.place().refuse("field 'looks': " + e.getMessage());
    }
  }

  /** Refuse seeds, and give the one run that a given model has. */
  static Seeds none(RecordFields tier) {
    if (tier.has("seeds")) {
      throw tier.refuse("seeds", "nothing: a checkpoint is one model, which no seed changes");
    }
    return new Seeds(List.of(0L), new SeedRule.Fixed());
  }

  private static List<Long> first(int count) {
    return LongStream.rangeClosed(1, count).boxed().toList();
  }
}
