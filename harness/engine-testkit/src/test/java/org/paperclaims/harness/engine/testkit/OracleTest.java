package org.paperclaims.harness.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Parameter;
import org.paperclaims.datasets.Batch;
import org.paperclaims.harness.engine.LearningRule;

class OracleTest {
  private static final double EXACT = 1e-10;

  static List<ReferenceCase> references() {
    return ReferenceCase.all();
  }

  static Stream<Network> networks() {
    return Stream.concat(
        SmallNetworks.ofEveryNodeType().stream(),
        Stream.of(SmallNetworks.drawing(), SmallNetworks.residual()));
  }

  @ParameterizedTest
  @MethodSource("references")
  void meets_pytorchs_float64_numbers(ReferenceCase reference) {
    Oracle oracle = new Oracle(reference.network(), 0);
    reference
        .initial()
        .forEach((name, t) -> System.arraycopy(t, 0, oracle.tensor(name), 0, t.length));
    JsonNode numbers = reference.numbers();
    long trainable = reference.network().trainable().stream().mapToLong(Parameter::size).sum();
    assertThat(trainable).isEqualTo(numbers.get("parameters").asLong());
    meets(reference, numbers.get("initial"), oracle::tensor);
    assertThat(oracle.predictWithBatchStatistics(reference.inputs(), 4))
        .containsExactly(reference.logits("logits_training_mode"), within(EXACT));
    Goal goal = new Goal.Labels(reference.labels());
    double[] losses = reference.losses();
    for (int step = 0; step < 3; step++) {
      double loss =
          oracle.train(
              reference.inputs(),
              4,
              goal,
              ReferenceCase.LEARNING_RATE,
              LearningRule.sgd(ReferenceCase.MOMENTUM, true, ReferenceCase.WEIGHT_DECAY));
      assertThat(loss).isCloseTo(losses[step], within(EXACT));
      if (step == 0) {
        meets(reference, numbers.get("gradients"), oracle::gradient);
        meets(reference, numbers.get("after_step_1"), oracle::tensor);
      }
    }
    meets(reference, numbers.get("after_step_3"), oracle::tensor);
    assertThat(oracle.predict(reference.inputs(), 4))
        .containsExactly(reference.logits("logits_inference_mode"), within(EXACT));
  }

  private static void meets(
      ReferenceCase reference,
      JsonNode summaries,
      java.util.function.Function<String, double[]> found) {
    assertThat(summaries).isNotEmpty();
    for (Map.Entry<String, JsonNode> summary : summaries.properties()) {
      double[] tensor = found.apply(summary.getKey());
      double norm = summary.getValue().get("norm").asDouble();
      assertThat(Numbers.norm(tensor))
          .as("%s: norm of %s", reference, summary.getKey())
          .isCloseTo(norm, within(EXACT * Math.max(1, norm)));
      assertThat(Numbers.sum(tensor))
          .as("%s: sum of %s", reference, summary.getKey())
          .isCloseTo(summary.getValue().get("sum").asDouble(), within(EXACT * Math.max(1, norm)));
    }
  }

  static List<LearningCase> rules() {
    return LearningCase.all();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void meets_pytorchs_float64_numbers_by_every_learning_rule(LearningCase learning) {
    Network network = LearningCase.network();
    Oracle oracle = new Oracle(network, 0);
    LearningCase.initial()
        .forEach((name, t) -> System.arraycopy(t, 0, oracle.tensor(name), 0, t.length));
    Goal goal = new Goal.Labels(LearningCase.labels());
    for (double loss : learning.numbers("losses")) {
      double found = oracle.train(LearningCase.inputs(), 6, goal, learning.rate(), learning.rule());
      assertThat(found).isCloseTo(loss, within(EXACT));
    }
    for (Parameter p : network.parameters()) {
      assertThat(oracle.tensor(p.name()))
          .as(p.name())
          .containsExactly(learning.after(p.name()), within(EXACT));
      if (learning.rule().averages()) {
        assertThat(oracle.average(p.name()))
            .as("average of %s", p.name())
            .containsExactly(learning.average(p.name()), within(EXACT));
      }
    }
    assertThat(oracle.predict(LearningCase.inputs(), 6))
        .containsExactly(learning.numbers("logits"), within(EXACT));
  }

  static List<FamilyMember> members() {
    return FamilyMember.all();
  }

  /** Or else the contract would test how an engine rounds. */
  @Tag("long")
  @ParameterizedTest
  @MethodSource("members")
  void float32_by_itself_neither_misses_the_tolerance_nor_chooses(FamilyMember member) {
    Conditioning conditioning = member.conditioning();
    assertThat(conditioning.moved()).isLessThan(FamilyMember.MOVED);
    assertThat(conditioning.clearance()).isGreaterThan(FamilyMember.CLEARANCE);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void has_gradients_that_agree_with_finite_differences(Network network) {
    Oracle oracle = Given.oracle(network, Given.weights(network, 3), 9);
    Batch batch = Given.labelled(network, 3, 5);
    double[] inputs = Numbers.widen(batch.inputs());
    Goal goal = Goal.of(batch);
    oracle.gradients(inputs, 3, goal);
    double h = 1e-6;
    for (Parameter p : network.trainable()) {
      double[] gradient = oracle.gradient(p.name()).clone();
      double[] tensor = oracle.tensor(p.name());
      for (int i = 0; i < tensor.length; i += Math.max(1, tensor.length / 3)) {
        double there = tensor[i];
        tensor[i] = there + h;
        double above = oracle.gradients(inputs, 3, goal);
        tensor[i] = there - h;
        double below = oracle.gradients(inputs, 3, goal);
        tensor[i] = there;
        assertThat(gradient[i])
            .as("%s: %s[%d]", network.name(), p.name(), i)
            .isCloseTo(
                (above - below) / (2 * h), within(1e-5 * Math.max(1, Math.abs(gradient[i]))));
      }
    }
  }
}
