package org.paperclaims.harness.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.Parameter;
import org.paperclaims.architectures.RectifierKind;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.Window;
import org.paperclaims.datasets.Batch;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.LearningRule;
import org.paperclaims.harness.engine.Optimiser;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.engine.Tensor;

/** The part of the contract that is about learning rules: what a batch changes, and how. */
abstract class LearningRuleContract extends ContractSetting {
  private static final LearningRule SGD = LearningRule.sgd(0.9, true, 1e-3);

  static List<LearningCase> rulesOfPytorch() {
    return LearningCase.all();
  }

  /**
   * Give rules that together use everything. An epsilon as large as gradients keeps rounding small.
   */
  static List<LearningRule> rules() {
    LearningRule adam = LearningRule.of(new Optimiser.Adam(0.9, 0.99, 0.1), 0.1);
    LearningRule adamW = LearningRule.of(new Optimiser.AdamW(0.8, 0.95, 0.1), 0.1);
    LearningRule rms = LearningRule.of(new Optimiser.RmsProp(0.9, 1, 0.5), 0.1);
    return List.of(
        rms,
        adam,
        adamW,
        SGD.withClip(0.2),
        SGD.withLabelSmoothing(0.1),
        LearningRule.sgd(0.9, false, 0.1).withDecaySlopes(false),
        adamW.withDecaySlopes(false),
        SGD.withAverage(0.6),
        rms.withClip(0.2).withLabelSmoothing(0.1).withDecaySlopes(false).withAverage(0.6),
        adamW.withClip(0.2).withLabelSmoothing(0.1).withDecaySlopes(false).withAverage(0.6));
  }

  @ParameterizedTest
  @MethodSource("rulesOfPytorch")
  void meets_the_numbers_of_pytorch_in_float64_by_every_learning_rule(LearningCase learning) {
    Network network = LearningCase.network();
    Map<String, Tensor> initial = new LinkedHashMap<>();
    for (Parameter p : network.parameters()) {
      double[] numbers = Tensors.of(LearningCase.initial(), p.name());
      initial.put(p.name(), new Tensor(p.shape(), Numbers.narrow(numbers)));
    }
    Options options = new Options(classes(4), learning.rule());
    Batch batch = LearningCase.batch();
    try (Learner learner = learner(network, options, new Snapshot(0, initial))) {
      for (double loss : learning.numbers("losses")) {
        assertThat(learner.train(batch, learning.rate())).isCloseTo(loss, within(tolerance()));
      }
      Snapshot after = learner.snapshot();
      for (Parameter p : network.parameters()) {
        close(p.name(), after.tensor(p.name()).data(), learning.after(p.name()));
        if (learning.rule().averages()) {
          Tensor average = after.tensor(Snapshot.AVERAGE_PREFIX + p.name());
          close("average of " + p.name(), average.data(), learning.average(p.name()));
        }
      }
      close("logits", learner.predict(batch), learning.numbers("logits"));
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void meets_the_oracle_by_every_learning_rule_in_two_threads(LearningRule rule) {
    Network network = slopes();
    Snapshot start = Given.weights(network, 21);
    Batch batch = Given.labelled(network, 5, 22);
    Options options = new Options(classes(4), rule).threads(2);
    Oracle oracle = Given.oracle(network, start, 0);
    try (Learner learner = learner(network, options, start)) {
      for (double rate : new double[] {0.05, 0.05, 0.01}) {
        double loss = new Trial(batch, rule).step(oracle, rate);
        assertThat(learner.train(batch, rate)).isCloseTo(loss, within(tolerance() * 2));
        kept(network, rule, learner.snapshot(), oracle);
      }
      double[] logits = oracle.predict(Numbers.widen(batch.inputs()), batch.size());
      close("prediction after training", learner.predict(batch), logits);
    }
  }

  /** Compare everything that a learner keeps. */
  private void kept(Network network, LearningRule rule, Snapshot found, Oracle oracle) {
    same(network, found, oracle, (int) oracle.step());
    for (Parameter p : network.parameters()) {
      if (p.role().trainable() && rule.optimiser().keepsSquares()) {
        double[] expected = oracle.squares(p.name());
        double[] squares = Numbers.widen(found.tensor(Snapshot.SQUARES_PREFIX + p.name()).data());
        double room = 10 * tolerance() * Arrays.stream(expected).max().orElseThrow();
        assertThat(squares).as("squares of %s", p.name()).containsExactly(expected, within(room));
      }
      if (rule.averages()) {
        Tensor average = found.tensor(Snapshot.AVERAGE_PREFIX + p.name());
        close("average of " + p.name(), average.data(), oracle.average(p.name()));
      }
    }
    assertThat(found.tensors())
        .hasSize(
            network.parameters().size() * (rule.averages() ? 2 : 1)
                + network.trainable().size() * (rule.optimiser().keepsSquares() ? 2 : 1));
  }

  /** A network of images with slopes, whose every gradient is far from 0. */
  private static Network slopes() {
    return new Network(
        "slopes",
        List.of(
            new Node.Input("in", new Shape(3, 7, 6)),
            new Node.Conv("a", "in", 3, 4, Window.square(3, 1, 1), 1, false),
            new Node.BatchNorm("n", "a", 4, 1e-5, 0.1),
            new Node.Rectifier("r", "n", new RectifierKind.PRelu(0.25)),
            new Node.Conv("b", "r", 4, 6, Window.square(3, 2, 1), 1, false),
            new Node.Rectifier("s", "b", new RectifierKind.PRelu(0.25)),
            new Node.GlobalAveragePool("pool", "s"),
            new Node.Linear("out", "pool", 6, 4, true)),
        List.of());
  }

  @ParameterizedTest
  @MethodSource("rules")
  void continues_by_every_learning_rule_to_the_bits_of_an_uninterrupted_run(LearningRule rule) {
    assumeTrue(repeatsBits());
    Network network = SmallNetworks.drawing();
    Options options = new Options(classes(4), rule).threads(2);
    Snapshot start = Given.weights(network, 4);
    Snapshot halfway = trained(network, options, start, 3);
    try (Learner learner = learner(network, options, halfway)) {
      assertSameBits(learner.snapshot(), halfway);
    }
    Snapshot resumed = trained(network, options, halfway, 3);
    assertSameBits(resumed, trained(network, options, start, 6));
    assertThat(resumed.tensor("out.weight").data())
        .isNotEqualTo(halfway.tensor("out.weight").data());
  }

  @Test
  void leaves_a_gradient_that_is_shorter_than_the_clip_as_it_is_to_the_bit() {
    assumeTrue(repeatsBits());
    Network network = slopes();
    Snapshot start = Given.weights(network, 4);
    for (LearningRule rule :
        List.of(SGD, LearningRule.of(new Optimiser.Adam(0.9, 0.99, 1e-8), 0))) {
      Options options = new Options(classes(4), rule).threads(2);
      Options clipped = new Options(classes(4), rule.withClip(1e6)).threads(2);
      assertSameBits(trained(network, clipped, start, 3), trained(network, options, start, 3));
    }
  }

  @Test
  void shortens_the_whole_gradient_to_the_norm_of_the_clip() {
    Network network = slopes();
    Snapshot start = Given.weights(network, 4);
    LearningRule rule = LearningRule.sgd(0, false, 0).withClip(0.01);
    try (Learner learner = learner(network, new Options(classes(4), rule).threads(2), start)) {
      learner.train(Given.labelled(network, SIZE, 1), 1);
      Snapshot after = learner.snapshot();
      double squares = 0;
      for (Parameter p : network.trainable()) {
        double[] moved = Numbers.widen(after.tensor(Snapshot.MOMENTUM_PREFIX + p.name()).data());
        squares += Numbers.norm(moved) * Numbers.norm(moved);
      }
      assertThat(Math.sqrt(squares)).isCloseTo(0.01, within(2e-6));
    }
  }

  @Test
  void predicts_by_the_average_and_trains_as_without_one() {
    assumeTrue(repeatsBits());
    Network network = SmallNetworks.drawing();
    Snapshot start = Given.weights(network, 4);
    Options plain = new Options(classes(4), SGD);
    Options averaging = new Options(classes(4), SGD.withAverage(0.5));
    Batch batch = Given.labelled(network, 6, 3);
    Snapshot expected = trained(network, plain, start, 3);
    Snapshot found;
    float[] predicted;
    try (Learner learner = learner(network, averaging, start)) {
      for (int i = 0; i < 3; i++) {
        learner.predict(batch);
        learner.train(Given.labelled(network, SIZE, i), 0.05);
        predicted = learner.predict(batch);
        assertThat(learner.predictWithBatchStatistics(batch)).isNotEqualTo(predicted);
        assertThat(learner.predict(batch)).isEqualTo(predicted);
      }
      found = learner.snapshot();
      predicted = learner.predict(batch);
    }
    expected
        .tensors()
        .forEach((name, t) -> assertThat(found.tensor(name).data()).as(name).isEqualTo(t.data()));
    try (Learner learner = learner(network, plain, found.model())) {
      assertThat(learner.predict(batch)).isEqualTo(predicted);
    }
    try (Learner learner = learner(network, plain, expected.model())) {
      assertThat(learner.predict(batch)).isNotEqualTo(predicted);
    }
  }

  @Test
  void takes_left_out_squares_as_zero_and_left_out_averages_as_the_weights() {
    Network network = SmallNetworks.drawing();
    LearningRule rule = LearningRule.of(new Optimiser.Adam(0.9, 0.99, 1e-8), 0).withAverage(0.5);
    Options options = new Options(classes(4), rule);
    Snapshot trained = trained(network, options, Given.weights(network, 1), 2);
    try (Learner learner = learner(network, options, trained)) {
      learner.predict(Given.labelled(network, SIZE, 1));
      // Not the trained model: its weights are the averages that lie there already.
      Snapshot others = Given.weights(network, 2);
      learner.load(others);
      Snapshot found = learner.snapshot();
      for (Parameter p : network.parameters()) {
        float[] weights = others.tensor(p.name()).data();
        assertThat(found.tensor(p.name()).data()).isEqualTo(weights);
        assertThat(found.tensor(Snapshot.AVERAGE_PREFIX + p.name()).data()).isEqualTo(weights);
        if (p.role().trainable()) {
          assertThat(found.tensor(Snapshot.SQUARES_PREFIX + p.name()).data()).containsOnly(0f);
        }
      }
    }
  }

  @Test
  void refuses_what_its_learning_rule_does_not_keep() {
    Network network = SmallNetworks.vectors();
    LearningRule rule = LearningRule.of(new Optimiser.Adam(0.9, 0.99, 1e-8), 0).withAverage(0.5);
    Snapshot start = Given.weights(network, 1);
    Snapshot trained = trained(network, new Options(classes(4), rule), start, 1);
    try (Learner learner = learner(network, new Options(classes(4), SGD), start)) {
      assertThatThrownBy(() -> learner.load(trained))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(Snapshot.SQUARES_PREFIX);
      assertSameBits(learner.snapshot().model(), start);
    }
  }
}
