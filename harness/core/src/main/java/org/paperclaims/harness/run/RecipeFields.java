package org.paperclaims.harness.run;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.paperclaims.harness.engine.LearningRule;
import org.paperclaims.harness.engine.Optimiser;

/** The fields of a recipe, by the names that records write. */
public final class RecipeFields {
  private static final Map<String, Function<Recipe, Object>> FIELDS = fields();

  private RecipeFields() {}

  private static Map<String, Function<Recipe, Object>> fields() {
    Map<String, Function<Recipe, Object>> fields = new LinkedHashMap<>();
    for (RecordComponent component : Recipe.class.getRecordComponents()) {
      if (component.getType() == LearningRule.class) {
        putRule(fields);
      } else if (component.getType() == LearningRate.class) {
        fields.put("learning_rate", recipe -> Numbers.setting(recipe.learningRate().initial()));
        fields.put("schedule", recipe -> text(recipe.learningRate().schedule()));
        fields.put("warmup", recipe -> text(recipe.learningRate().warmup()));
      } else {
        fields.put(name(component), recipe -> value(component, recipe));
      }
    }
    return fields;
  }

  /** A record writes a learning rule's fields, and some of its optimiser's, among the recipe's. */
  private static void putRule(Map<String, Function<Recipe, Object>> fields) {
    fields.put("optimiser", recipe -> text(recipe.rule().optimiser()));
    fields.put("momentum", recipe -> recipe.rule().optimiser().momentum());
    fields.put("nesterov", recipe -> recipe.rule().optimiser().nesterov());
    for (RecordComponent component : LearningRule.class.getRecordComponents()) {
      if (component.getType() != Optimiser.class) {
        fields.put(name(component), recipe -> value(component, recipe.rule()));
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

  /** Give the names of all fields, in an order that stays. */
  public static Set<String> names() {
    return FIELDS.keySet();
  }

  /** Give the names of the fields that are not equal in all recipes. */
  public static List<String> differing(List<Recipe> recipes) {
    return names().stream()
        .filter(name -> recipes.stream().map(FIELDS.get(name)).distinct().count() > 1)
        .toList();
  }

  /** Give the value of a field. */
  public static Object value(String field, Recipe recipe) {
    return Objects.requireNonNull(FIELDS.get(field), field).apply(recipe);
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
}
