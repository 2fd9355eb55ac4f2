package org.paperclaims.harness.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.paperclaims.harness.catalogue.SettingsReader.Measured;
import org.paperclaims.harness.claim.Arm;

/** Makes the arms of a case: the tier with each arm's fields written over, at each level. */
final class CaseArms {
  private final Arms arms;
  private final SettingsReader reader;

  CaseArms(Arms arms, SettingsReader reader) {
    this.arms = arms;
    this.reader = reader;
  }

  /**
   * Make them.
   *
   * @param tier without lists but that of a trend's variable
   * @param levels of the variable; none where the claim is no trend
   */
  List<Arm> of(YamlNode.Mapping tier, List<YamlNode.Scalar> levels) {
    Optional<String> variable = arms.variable().map(YamlNode.Scalar::text);
    if (variable.isEmpty()) {
      return at(tier, Optional.empty(), "");
    }
    List<Arm> all = new ArrayList<>();
    for (YamlNode.Scalar level : levels) {
      all.addAll(
          at(Combinations.with(tier, variable.get(), level), Optional.of(level), variable.get()));
    }
    return all;
  }

  private List<Arm> at(YamlNode.Mapping tier, Optional<YamlNode.Scalar> level, String variable) {
    Optional<Measured> alone = alone(tier);
    List<Arm> made = new ArrayList<>();
    for (Map.Entry<String, YamlNode.Mapping> member : arms.members().entrySet()) {
      Measured measured = reader.read(Filling.of(tier, member.getValue()));
      made.add(
          new Arm(
              level.map(l -> name(member.getKey(), l, variable)).orElse(member.getKey()),
              role(member.getKey(), alone.equals(Optional.of(measured))),
              level.map(Levels::number).orElse(0.0),
              measured.metric(),
              measured.settings()));
    }
    return made;
  }

  /** Read the tier as it stands, if it says enough to be run. */
  private Optional<Measured> alone(YamlNode.Mapping tier) {
    if (arms.members().containsKey("control")) {
      return Optional.empty();
    }
    try {
      return Optional.of(reader.read(Filling.of(tier)));
    } catch (CatalogueException e) {
      return Optional.empty();
    }
  }

  private Arm.Role role(String name, boolean tierItself) {
    boolean pair = arms.members().containsKey("control");
    return (pair ? name.equals("control") : tierItself && !name.equals("treatment"))
        ? Arm.Role.CONTROL
        : Arm.Role.TREATMENT;
  }

  /** Name an arm at a level; where there is one arm, the level says which it is. */
  private String name(String arm, YamlNode.Scalar level, String variable) {
    if (arms.members().size() > 1) {
      return arm + " " + level.text();
    }
    return variable.equals("proportion") ? level.text() + "%" : variable + " " + level.text();
  }
}
