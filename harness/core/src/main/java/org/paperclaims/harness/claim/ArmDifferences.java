package org.paperclaims.harness.claim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.paperclaims.harness.run.RecipeFields;

/**
 * The fields in which the arms of a case differ, by the names that records write; everything else
 * is equal in all of them. The level of a trend is no field.
 */
public final class ArmDifferences {
  private static final Map<String, Function<Arm, Object>> FIELDS = fields();

  private ArmDifferences() {}

  private static Map<String, Function<Arm, Object>> fields() {
    Map<String, Function<Arm, Object>> fields = new LinkedHashMap<>();
    fields.put("architecture", Arm::architecture);
    fields.put("erase", Arm::erasure);
    fields.put("images", arm -> arm.dataset().images() == 0 ? "all" : arm.dataset().images());
    fields.put("metric", Arm::metric);
    fields.put("imported", arm -> arm.isImported() ? arm.imported().name() : "run here");
    RecipeFields.names()
        .forEach(name -> fields.put(name, arm -> RecipeFields.value(name, arm.recipe())));
    return fields;
  }

  /** Give the names of the fields that are not equal in all arms. */
  public static List<String> of(List<Arm> arms) {
    List<String> names = new ArrayList<>();
    FIELDS.forEach(
        (name, field) -> {
          if (arms.stream().map(field).distinct().count() > 1) {
            names.add(name);
          }
        });
    return List.copyOf(names);
  }

  /** Say the value of a field of an arm, as a record would write it. */
  public static String value(String field, Arm arm) {
    return Objects.requireNonNull(FIELDS.get(field), field).apply(arm).toString();
  }

  /** Say the fields in a sentence: {@code the architecture and the initialisation}. */
  public static String sentence(List<String> fields) {
    List<String> words = fields.stream().map(ArmDifferences::words).toList();
    if (words.isEmpty()) {
      return "nothing";
    }
    String last = words.get(words.size() - 1);
    return words.size() == 1
        ? last
        : String.join(", ", words.subList(0, words.size() - 1)) + " and " + last;
  }

  private static String words(String field) {
    return switch (field) {
      case "erase" -> "the ReLUs erased";
      case "images" -> "the number of training images";
      case "metric" -> "the number that is measured";
      case "epochs" -> "the number of epochs";
      case "imported" -> "the imported runs";
      default -> "the " + field.replace('_', ' ');
    };
  }
}
