package org.paperclaims.harness.catalogue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.ClaimCase;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.KnownDeviation;
import org.paperclaims.harness.claim.Tier;
import org.paperclaims.harness.claim.TierPlan;
import org.paperclaims.harness.measure.Metrics;
import org.paperclaims.harness.run.Protocol;

/** Reads what a claim does at one tier and multiplies its lists into cases. */
final class TierReader {
  private static final int MOST_ARMS = 4_000;
  private static final Protocol[] OF_NETWORKS = {
    Protocol.TRAIN, Protocol.FEATURES, Protocol.GRADIENTS
  };

  private final String what;
  private final Criterion criterion;
  private final Arms arms;
  private final DeviationRules claimWide;
  private final Optional<Match> match;
  private final Recipes recipes;

  TierReader(
      Tier tier,
      Criterion criterion,
      Arms arms,
      DeviationRules claimWide,
      Optional<Match> match,
      Recipes recipes) {
    this.what = "tier " + tier.id();
    this.criterion = criterion;
    this.arms = arms;
    this.claimWide = claimWide;
    this.match = match;
    this.recipes = recipes;
  }

  TierPlan read(YamlNode node) {
    RecordFields fields = RecordFields.of(what.substring("tier ".length()), node, what);
    if (fields.has("not_attempted")) {
      String reason = fields.text("not_attempted", "the reason");
      RecordFields alone = RecordFields.of(what, node, "a tier that is not attempted");
      alone.has("not_attempted");
      alone.end();
      return new TierPlan.NotAttempted(reason);
    }
    YamlNode.Mapping tier = (YamlNode.Mapping) node;
    TierFields allowed = new TierFields(tier, arms);
    allowed.checkTier(what, tier);
    arms.members().forEach(allowed::checkArm);
    arms.variable().ifPresent(allowed::checkVariable);

    Protocol protocol = protocol(fields);
    SeedsReader.Seeds seeds =
        protocol == Protocol.GIVEN ? SeedsReader.none(fields) : SeedsReader.read(fields);
    Optional<String> variable = arms.variable().map(YamlNode.Scalar::text);
    List<YamlNode.Scalar> levels = variable.map(v -> Levels.read(fields, v)).orElse(List.of());
    List<Combinations.Combination> combinations = Combinations.of(tier, variable);
    List<CaseName> names =
        combinations.stream().map(combination -> CaseName.of(combination, variable)).toList();
    refuseTooMany(tier, combinations.size(), Math.max(1, levels.size()));
    DeviationRules own =
        DeviationRules.read(
            fields, criterion, names.stream().flatMap(n -> n.architecture().stream()).toList());

    SettingsReader reader = new SettingsReader(what, protocol, criterion, recipes);
    List<ClaimCase> cases = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < combinations.size(); i++) {
      CaseName name = names.get(i);
      if (!seen.add(name.text())) {
        throw RecordFields.refuse(
            "architecture", fields.required("architecture", ""), "each architecture once");
      }
      List<Arm> members = new CaseArms(arms, reader).of(combinations.get(i).tier(), levels);
      if (members.stream().noneMatch(Arm::bringsNetwork)) {
        DistinctArms.check(node, members);
        OutputRules.check(node, members);
      }
      MetricRules.check(node, members, criterion);
      ImportedArms.check(fields, members, seeds.rule());
      match.ifPresent(m -> m.check(members));
      Optional<KnownDeviation> wide = claimWide.of(name.architecture(), name.dataset());
      cases.add(
          new ClaimCase(
              name.text(),
              members,
              protocol,
              seeds.seeds(),
              seeds.rule(),
              own.of(name.architecture(), name.dataset()).or(() -> wide)));
    }
    own.end();
    return new TierPlan.Attempted(cases);
  }

  private void refuseTooMany(YamlNode.Mapping tier, int cases, int levels) {
    long all = (long) cases * levels * arms.members().size();
    if (all > MOST_ARMS) {
      throw tier.place()
          .refuse(
              "found lists that make %d arms in %d cases, allowed %d"
                  .formatted(all, cases, MOST_ARMS));
    }
  }

  private Protocol protocol(RecordFields fields) {
    if (criterion instanceof Criterion.Checkpoint) {
      if (fields.has("protocol")) {
        throw fields.refuse("protocol", "nothing: a checkpoint is given, and not trained");
      }
      return Protocol.GIVEN;
    }
    Protocol protocol =
        fields.has("protocol")
            ? fields.oneOf("protocol", OF_NETWORKS, Protocol::id)
            : Protocol.TRAIN;
    if (Metrics.named(criterion.metric()).filter(m -> m.protocol() == protocol).isEmpty()) {
      throw fields
          .place()
          .refuse(
              "field 'protocol': found "
                  + protocol.id()
                  + ", which does not measure "
                  + criterion.metric()
                  + "; allowed the protocol that does ("
                  + Stream.of(Protocol.values())
                      .map(p -> p.id() + ": " + Metrics.forms(p))
                      .collect(Collectors.joining(", "))
                  + ")");
    }
    return protocol;
  }
}
