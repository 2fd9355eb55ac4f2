package org.paperclaims.reports;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.paperclaims.architectures.Erasure;
import org.paperclaims.architectures.Location;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.ArmDifferences;
import org.paperclaims.harness.claim.ClaimCase;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.reports.page.Numbers;

/**
 * Names arms by what they are made of, where a record calls them no more than control and
 * treatment; a name that a record's author chose is kept.
 */
final class ArmLabels {
  private static final Pattern ROLE = Pattern.compile("(?i)\\b(control|treatment)\\b");

  private ArmLabels() {}

  /** Name the arms of a case, by their names in the record. */
  static Map<String, String> of(ClaimCase claimCase, Criterion criterion) {
    List<Arm> arms = claimCase.arms();
    Optional<TrendVariable> variable =
        criterion instanceof Criterion.Trend && !arms.isEmpty()
            ? Optional.of(TrendVariable.of(arms))
            : Optional.empty();
    List<String> fields = new ArrayList<>(ArmDifferences.of(arms));
    variable.ifPresent(v -> fields.remove(v.field()));
    Map<String, String> labels = new LinkedHashMap<>();
    for (Arm arm : arms) {
      labels.put(arm.name(), label(arm, fields, variable));
    }
    // Two arms of one name would be worse than names that say little.
    if (new HashSet<>(labels.values()).size() < labels.size()) {
      labels.replaceAll((name, label) -> name);
    }
    return labels;
  }

  private static String label(Arm arm, List<String> fields, Optional<TrendVariable> variable) {
    boolean role = ROLE.matcher(arm.name()).find();
    if (!role && variable.isEmpty()) {
      return arm.name();
    }
    List<String> parts = new ArrayList<>();
    variable.ifPresent(v -> parts.add(Numbers.setting(arm.level()) + v.unit()));
    if (role) {
      fields.forEach(field -> parts.add(value(field, arm)));
    }
    return parts.isEmpty() ? arm.name() : String.join(", ", parts);
  }

  private static String value(String field, Arm arm) {
    String value = ArmDifferences.value(field, arm);
    return switch (field) {
      case "erase" -> erasure(arm.erasure());
      case "architecture", "imported", "metric" -> value;
      case "images" -> value + " images";
      default -> field.replace('_', ' ') + " " + value;
    };
  }

  /** Name an erasure in a few words: {@code last erased}, {@code last of 50 %}. */
  static String erasure(Erasure erasure) {
    if (erasure.location() instanceof Location.None || erasure.percent() == 0) {
      return "none erased";
    }
    String location = erasure.location().word();
    return erasure.percent() == 100
        ? location + " erased"
        : location + " of " + erasure.percent() + " %";
  }
}
