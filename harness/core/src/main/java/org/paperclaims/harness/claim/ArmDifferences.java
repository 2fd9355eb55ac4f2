package org.paperclaims.harness.claim;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.paperclaims.harness.engine.LearningRule;
import org.paperclaims.harness.engine.Optimiser;
import org.paperclaims.harness.run.LearningRate;
import org.paperclaims.harness.run.Numbers;
import org.paperclaims.harness.run.Recipe;
import org.paperclaims.harness.run.Schedule;
import org.paperclaims.harness.run.Warmup;

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
    for (RecordComponent component : Recipe.class.getRecordComponents()) {
      if (component.getType() == LearningRule.class) {
        putRule(fields);
      } else if (component.getType() == LearningRate.class) {
        fields.put("learning_rate", arm -> Numbers.setting(arm.recipe().learningRate().initial()));
        fields.put("schedule", arm -> text(arm.recipe().learningRate().schedule()));
        fields.put("warmup", arm -> text(arm.recipe().learningRate().warmup()));
      } else {
        fields.put(name(component), arm -> value(component, arm.recipe()));
      }
    }
    return fields;
  }

  /** A record writes a learning rule's fields, and some of its optimiser's, among the recipe's. */
  private static void putRule(Map<String, Function<Arm, Object>> fields) {
    fields.put("optimiser", arm -> text(arm.recipe().rule().optimiser()));
    fields.put("momentum", arm -> arm.recipe().rule().optimiser().momentum());
    fields.put("nesterov", arm -> arm.recipe().rule().optimiser().nesterov());
    for (RecordComponent component : LearningRule.class.getRecordComponents()) {
      if (component.getType() != Optimiser.class) {
        fields.put(name(component), arm -> value(component, arm.recipe().rule()));
      }
    }
  }

  private static String name(RecordComponent component) {
    return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  private static Object value(RecordComponent component, Record part) {
    try {
      return Objects.requireNonNull(component.getAccessor().invoke(part));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
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

  private static String text(Optimiser optimiser) {
    return optimiser.numbers().isEmpty()
        ? optimiser.name()
        : optimiser.numbers().entrySet().stream()
            .map(number -> number.getKey() + ": " + number.getValue())
            .collect(Collectors.joining(", ", "{kind: " + optimiser.name() + ", ", "}"));
  }

  private static String text(Schedule schedule) {
    if (schedule instanceof Schedule.Drops drops) {
      return drops.drops().isEmpty()
          ? "constant"
          : drops.drops().stream()
              .map(drop -> drop.epoch() + ": " + Numbers.setting(drop.factor()))
              .collect(Collectors.joining(", ", "drops {", "}"));
    }
    return schedule instanceof Schedule.Exponential exponential
        ? "times " + Numbers.setting(exponential.factor()) + " every " + exponential.every()
        : "cosine";
  }

  private static String text(Warmup warmup) {
    return warmup.epochs() == 0
        ? "none"
        : "times " + Numbers.setting(warmup.factor()) + " for " + warmup.epochs();
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
