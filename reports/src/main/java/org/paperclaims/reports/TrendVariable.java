package org.paperclaims.reports;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.ArmDifferences;
import org.paperclaims.reports.page.Numbers;

/**
 * The setting that rises along the arms of a trend, found in the settings that differ between arms.
 *
 * @param field of a record that rises
 * @param label for an axis
 * @param unit that stands after a value; may be empty
 * @param low the first level
 * @param high the last level
 * @param paired whether every level has a control and a treatment
 */
record TrendVariable(
    String field, String label, String unit, double low, double high, boolean paired) {
  /** Words for a network's size, which have units of their own, and those of arms. */
  private static final List<String> NETWORK =
      List.of("depth", "width", "architecture", "control", "treatment");

  private static final Pattern WORD = Pattern.compile("[a-z][a-z_]*");

  /** Find the variable of arms that have levels. */
  static TrendVariable of(List<Arm> arms) {
    double low = arms.stream().mapToDouble(Arm::level).min().orElse(0);
    double high = arms.stream().mapToDouble(Arm::level).max().orElse(0);
    boolean paired = isPaired(arms);
    Arm.Role role = arms.get(0).role();
    List<Arm> alike = arms.stream().filter(a -> !paired || a.role() == role).toList();
    List<String> fields = ArmDifferences.of(alike);
    String field = fields.isEmpty() ? "level" : fields.get(0);
    Optional<String> word = word(alike);
    if (field.equals("architecture") && word.filter(w -> !NETWORK.contains(w)).isPresent()) {
      String label = word.get().replace('_', ' ');
      return new TrendVariable(field, label, " " + label, low, high, paired);
    }
    return switch (field) {
      case "architecture" ->
          alike.stream().allMatch(a -> names(a, "-"))
              ? new TrendVariable(
                  field, "depth of the network, layers", " layers", low, high, paired)
              : alike.stream().allMatch(a -> names(a, "-w"))
                  ? new TrendVariable(field, "width of the network", " wide", low, high, paired)
                  : new TrendVariable(field, "level of the network", "", low, high, paired);
      case "erase" -> new TrendVariable(field, "modules erased, %", " %", low, high, paired);
      case "images" ->
          new TrendVariable(field, "training images", " training images", low, high, paired);
      default -> new TrendVariable(field, field.replace('_', ' '), "", low, high, paired);
    };
  }

  /** Give the record's word for the variable, where arms are named by it: {@code stages 2}. */
  private static Optional<String> word(List<Arm> arms) {
    List<String> words =
        arms.stream()
            .map(a -> a.name().replaceFirst(" " + Numbers.setting(a.level()) + "$", ""))
            .distinct()
            .toList();
    return words.size() == 1 && WORD.matcher(words.get(0)).matches()
        ? Optional.of(words.get(0))
        : Optional.empty();
  }

  /** Tell whether every level has a control and a treatment. */
  private static boolean isPaired(List<Arm> arms) {
    return levels(arms, Arm.Role.CONTROL).equals(levels(arms, Arm.Role.TREATMENT));
  }

  private static List<Double> levels(List<Arm> arms, Arm.Role role) {
    return arms.stream().filter(a -> a.role() == role).map(Arm::level).sorted().toList();
  }

  /** Tell whether an architecture has the level as one of its words. */
  private static boolean names(Arm arm, String before) {
    String level = Numbers.setting(arm.level());
    return (arm.architecture() + "-").contains(before + level + "-");
  }

  /** Give how far the variable rises. */
  double span() {
    return high - low;
  }

  /** Say from where to where: {@code from 0 to 100 %}. */
  String range() {
    return "from " + Numbers.setting(low) + " to " + Numbers.setting(high) + unit;
  }
}
