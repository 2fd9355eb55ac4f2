package org.paperclaims.harness.catalogue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.KnownDeviation;
import org.paperclaims.harness.claim.Verdict;

/** The known deviations that a claim or a tier declares, and the cases each is about. */
final class DeviationRules {
  private static final Verdict[] EXPECTED = {
    Verdict.REFUTED, Verdict.DIFFERS, Verdict.INCONCLUSIVE
  };

  private final List<Rule> rules = new ArrayList<>();

  /** A deviation for the named architectures and data sets; for all where none is named. */
  private static final class Rule {
    private final YamlNode.Place place;
    private final KnownDeviation deviation;
    private final List<String> architectures;
    private final List<String> datasets;
    private boolean used;

    Rule(
        YamlNode.Place place,
        KnownDeviation deviation,
        List<String> architectures,
        List<String> datasets) {
      this.place = place;
      this.deviation = deviation;
      this.architectures = architectures;
      this.datasets = datasets;
    }

    boolean isAbout(Optional<String> architecture, String dataset) {
      return (architectures.isEmpty() || architecture.filter(architectures::contains).isPresent())
          && (datasets.isEmpty() || datasets.contains(dataset));
    }
  }

  private DeviationRules() {}

  /**
   * Read those of a claim or a tier.
   *
   * @param criterion that decides which verdicts there are
   * @param architectures of the tier; empty for a claim
   */
  static DeviationRules read(RecordFields fields, Criterion criterion, List<String> architectures) {
    Verdict never = criterion instanceof Criterion.Checkpoint ? Verdict.REFUTED : Verdict.DIFFERS;
    DeviationRules result = new DeviationRules();
    Optional<YamlNode> node = fields.optional("known_deviation");
    if (node.isPresent()) {
      String allowed = "{verdict, why}, or a list of them";
      for (YamlNode item : RecordFields.items("known_deviation", node.get(), allowed)) {
        result.rules.add(rule(item, never, architectures));
      }
    }
    return result;
  }

  private static Rule rule(YamlNode node, Verdict never, List<String> architectures) {
    RecordFields fields = RecordFields.of("known_deviation", node, "a known deviation");
    Verdict verdict = fields.oneOf("verdict", EXPECTED, Verdict::name);
    if (verdict == never) {
      String allowed =
          Arrays.stream(EXPECTED)
              .filter(v -> v != never)
              .map(Verdict::name)
              .collect(Collectors.joining(", "));
      throw fields.refuse("verdict", allowed + ", which this criterion can come to");
    }
    String why = fields.text("why", "the reason, in words");
    List<String> about = fields.texts("architecture");
    for (String name : about) {
      if (!architectures.isEmpty() && !architectures.contains(name)) {
        throw RecordFields.refuse(
            "architecture",
            fields.required("architecture", ""),
            "this tier's: " + String.join(", ", architectures));
      }
    }
    List<String> datasets = fields.texts("dataset");
    fields.end();
    return new Rule(fields.place(), new KnownDeviation(verdict, why), about, datasets);
  }

  /** Find the deviation of a case. */
  Optional<KnownDeviation> of(Optional<String> architecture, String dataset) {
    for (Rule rule : rules) {
      if (rule.isAbout(architecture, dataset)) {
        rule.used = true;
        return Optional.of(rule.deviation);
      }
    }
    return Optional.empty();
  }

  /** Refuse a deviation that is about no case. */
  void end() {
    for (Rule rule : rules) {
      if (!rule.used) {
        throw rule.place.refuse(
            "field 'known_deviation': found one that is about no case, allowed the architectures"
                + " and data sets of this record");
      }
    }
  }
}
