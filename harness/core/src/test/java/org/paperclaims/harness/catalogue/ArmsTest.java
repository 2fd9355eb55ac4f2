package org.paperclaims.harness.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.ArmDifferences;
import org.paperclaims.harness.claim.ClaimCase;
import org.paperclaims.harness.claim.Tier;

/** An arm is the tier with some fields written over. */
class ArmsTest {
  private static final String TIER =
      "architecture: resnet-20-w8, dataset: shapes10, images: 500, recipe: small, epochs: 2,"
          + " batch: 8, learning_rate: 0.1, seeds: 3";

  private static List<ClaimCase> cases(String claim, String tier) {
    String yaml =
        """
        paper: p
        claims:
          - id: a
            statement: s
            source: {where: w}
            correction: none
        %s
            tiers:
              smoke: {%s}
              reduced: {not_attempted: r}
              full: {not_attempted: r}
        """
            .formatted(claim.indent(4).stripTrailing(), tier);
    return Catalogue.read("arms.yaml", yaml).get(0).cases(Tier.SMOKE);
  }

  private static String effect(String control, String treatment) {
    return """
        criterion: {kind: effect, metric: test_error, better: lower, alpha: 0.05, margin: 0, test: paired-t}
        control: %s
        treatment: %s
        """
        .formatted(control, treatment);
  }

  private static String trend(String variable, String arms) {
    return """
        criterion: {kind: trend, metric: test_error, better: lower, alpha: 0.05, test: slope}
        variable: %s
        %s
        """
        .formatted(variable, arms);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                     | {architecture: <architecture>-leaky0.1} | architecture",
        "{}                                     | {erase: last@50%}                     | erase",
        "{initialisation: he-normal-fan-out}    | {initialisation: he-normal}           | initialisation",
        "{}                                     | {images: 100}                         | images",
        "{}                                     | {learning_rate: 0.01, momentum: 0}    | momentum,learning_rate",
        "{}                                     | {metric: train_error}                 | metric",
        "{}                                     | {augmentation: [flip], epochs: 3}     | epochs,schedule,augmentation",
      })
  void an_arm_writes_over_any_field_that_a_paper_varies(
      String control, String treatment, String fields) {
    List<Arm> arms = cases(effect(control, treatment), TIER).get(0).arms();
    assertThat(ArmDifferences.of(arms)).containsExactlyInAnyOrder(fields.split(","));
    assertThat(arms).extracting(Arm::role).containsExactly(Arm.Role.CONTROL, Arm.Role.TREATMENT);
  }

  @Test
  void a_name_stands_for_the_tiers_field_and_for_names_of_the_records_own() {
    List<ClaimCase> cases =
        cases(
            trend(
                "depth",
                "control: {architecture: resnet-<depth>-w<width>}\n"
                    + "treatment: {architecture: preresnet-<depth>-w<width>}"),
            "depth: [8, 14, 20], width: [4, 8], dataset: shapes10, images: 500, recipe: small,"
                + " epochs: 2, batch: 8, learning_rate: 0.1, seeds: 3");
    assertThat(cases)
        .extracting(ClaimCase::name)
        .containsExactly("shapes10, width 4", "shapes10, width 8");
    assertThat(cases.get(1).arms())
        .extracting(Arm::name, Arm::level, Arm::architecture)
        .contains(
            tuple("control 8", 8.0, "resnet-8-w8"), tuple("treatment 20", 20.0, "preresnet-20-w8"));
  }

  @Test
  void any_numeric_field_is_a_variable() {
    List<Arm> arms =
        cases(trend("images", "arms: {net: {}}"), TIER.replace("500", "[100, 200, 400]"))
            .get(0)
            .arms();
    assertThat(arms)
        .extracting(Arm::name, a -> a.dataset().images())
        .containsExactly(
            tuple("images 100", 100), tuple("images 200", 200), tuple("images 400", 400));
    assertThat(
            cases(
                    trend("learning_rate", "arms: {net: {}}"),
                    TIER.replace("0.1", "[0.01, 0.03, 0.1]"))
                .get(0)
                .arms())
        .extracting(a -> a.recipe().learningRate().initial())
        .containsExactly(0.01, 0.03, 0.1);
  }

  @Test
  void every_other_list_of_a_tier_makes_cases() {
    assertThat(
            cases(effect("{}", "{erase: last@100%}"), TIER.replace("0.1", "[0.03, 0.1]")).stream()
                .map(ClaimCase::name))
        .containsExactly(
            "resnet-20-w8, shapes10, learning_rate 0.03",
            "resnet-20-w8, shapes10, learning_rate 0.1");
  }

  @Test
  void equal_budgets_are_checked_when_the_record_is_read() {
    String claim =
        "match: {parameters: 10%}\n"
            + effect("{architecture: wrn-40-1}", "{architecture: wrn-16-1}");
    assertThatThrownBy(() -> cases(claim, TIER))
        .isInstanceOf(CatalogueException.class)
        .hasMessageContaining("arms.yaml:7:25: field 'parameters': found control (wrn-40-1)")
        .hasMessageContaining("allowed 10 %");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | {pixels: 8} | field 'pixels': found in the arm 'treatment', allowed in the tier alone",
        "{} | {seeds: 4}  | field 'seeds': found in the arm 'treatment'",
        "{} | {epochs: [1, 2]} | field 'epochs': found a list, allowed one value in an arm",
        "{} | {epoch: 3} | field 'epoch': found in the arm 'treatment', where no <epoch> uses it",
        "{} | {architecture: <archtecture>-prelu} | allowed a <name> that the tier has",
        "{} | {erase: <erase>} | allowed a <name> that the tier has",
        "{} | {} | are one network, trained and measured in one way",
        "{} | {learning_rate: 0.10} | are one network, trained and measured in one way",
        "{} | {metric: feature_cosine} | field 'metric': found 'feature_cosine', allowed test_error",
        "{} | {metric: test_loss} | field 'metric': found 'test_loss', allowed test_error, best_test_error, train_error",
        "{} | {architecture: resnet-21} | arms.yaml:9:31: field 'architecture': found 'resnet-21'",
        "{a: <b>, b: <a>} | {} | allowed a <name> that the tier has",
      })
  void a_mistake_in_an_arm_is_refused_at_its_own_place(
      String control, String treatment, String message) {
    assertThatThrownBy(() -> cases(effect(control, treatment), TIER))
        .isInstanceOf(CatalogueException.class)
        .hasMessageStartingWith("arms.yaml:")
        .hasMessageContaining(message);
  }

  @Test
  void names_that_stand_for_themselves_are_refused() {
    assertThatThrownBy(
            () ->
                cases(
                    effect("{}", "{erase: last@100%}"),
                    TIER.replace("resnet-20-w8", "<a>") + ", a: <b>, b: <a>"))
        .isInstanceOf(CatalogueException.class)
        .hasMessageContaining("stands for itself");
  }

  @Test
  void names_that_grow_without_end_are_refused_in_bounded_memory() {
    StringBuilder tier = new StringBuilder(TIER.replace("resnet-20-w8", "<n0>"));
    for (int i = 0; i < 30; i++) {
      tier.append(", n").append(i).append(": <n").append(i + 1).append("><n").append(i + 1);
      tier.append(">");
    }
    tier.append(", n30: x");
    assertThatThrownBy(() -> cases(effect("{}", "{erase: last@100%}"), tier.toString()))
        .isInstanceOf(CatalogueException.class)
        .hasMessageContaining("allowed at most 1000 characters");
  }

  static Stream<Long> seeds() {
    return Stream.iterate(1L, s -> s + 1).limit(60);
  }

  /** Fields, each with some values that go with every other. */
  private static final List<List<String>> FIELDS =
      List.of(
          List.of("architecture", "resnet-20-w4", "plain-20-w8", "preresnet-20-w4", "wrn-16-1"),
          List.of("erase", "none", "last@100%", "first@50%", "all@75%:input"),
          List.of("images", "10", "200", "999"),
          List.of("epochs", "1", "3", "7"),
          List.of("batch", "4", "32"),
          List.of("learning_rate", "0.1", "0.003"),
          List.of("momentum", "0", "0.5"),
          List.of("weight_decay", "0", "0.01"),
          List.of("initialisation", "he-normal", "he-normal-fan-out"),
          List.of("augmentation", "none", "[flip]", "[shift-1, flip]"),
          List.of("metric", "test_error", "train_error", "best_test_error"));

  @ParameterizedTest
  @MethodSource("seeds")
  void reading_a_tier_with_an_arm_is_reading_the_tier_written_out(long seed) {
    Random random = new Random(seed);
    List<String> tier = new ArrayList<>();
    List<String> arm = new ArrayList<>();
    List<String> written = new ArrayList<>();
    for (List<String> field : FIELDS) {
      String base = field.get(0) + ": " + pick(random, field);
      String over = field.get(0) + ": " + pick(random, field);
      boolean writes = random.nextBoolean();
      tier.add(base);
      written.add(writes ? over : base);
      if (writes) {
        arm.add(over);
      }
    }
    String rest = ", dataset: shapes10, pixels: 16, recipe: small, seeds: 3";
    String other = "{epochs: 9}";
    Arm once =
        cases(effect(other, "{" + String.join(", ", arm) + "}"), String.join(", ", tier) + rest)
            .get(0)
            .arms()
            .get(1);
    Arm out = cases(effect(other, "{}"), String.join(", ", written) + rest).get(0).arms().get(1);
    assertThat(once).isEqualTo(out);
  }

  private static String pick(Random random, List<String> field) {
    return field.get(1 + random.nextInt(field.size() - 1));
  }
}
