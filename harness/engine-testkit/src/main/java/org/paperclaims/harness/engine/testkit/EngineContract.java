package org.paperclaims.harness.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.Parameter;
import org.paperclaims.architectures.RectifierKind;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.family.Architectures;
import org.paperclaims.datasets.Batch;
import org.paperclaims.datasets.BatchStream;
import org.paperclaims.datasets.Task;
import org.paperclaims.harness.engine.Device;
import org.paperclaims.harness.engine.EngineException;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.LearningRule;
import org.paperclaims.harness.engine.Precision;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.engine.Tensor;

/**
 * The tests that certify an engine. An engine's module extends this class and names its engine;
 * every test must pass on the CPU. On another device override {@link #device} and {@link
 * #tolerance}, and state the tolerance.
 */
public abstract class EngineContract extends LearningRuleContract {
  /**
   * bfloat16 keeps eight bits, and rectifiers near zero close or open by the rounding, so that
   * gradients of a few layers are off by a tenth.
   */
  private static final double ROUNDING_OF_BFLOAT16 = 0.2;

  /** Resident bytes that may come with 250 learners; leaked ones would be 1 GB. */
  private static final long FLAT = 150L << 20;

  static List<ReferenceCase> references() {
    return ReferenceCase.all();
  }

  static List<Network> networks() {
    return SmallNetworks.ofEveryNodeType();
  }

  static List<FamilyMember> members() {
    return FamilyMember.all();
  }

  // ---- parity ----

  @ParameterizedTest
  @MethodSource("references")
  void meets_the_numbers_of_pytorch_in_float64(ReferenceCase reference) {
    Network network = reference.network();
    Map<String, Tensor> initial = new LinkedHashMap<>();
    for (Parameter p : network.parameters()) {
      double[] numbers = Tensors.of(reference.initial(), p.name());
      initial.put(p.name(), new Tensor(p.shape(), Numbers.narrow(numbers)));
    }
    Snapshot start = new Snapshot(0, initial);
    Batch batch = reference.batch();
    Options options =
        new Options(classes(10), ReferenceCase.MOMENTUM, true, ReferenceCase.WEIGHT_DECAY);
    try (Learner learner = learner(network, options, start)) {
      close(
          "logits in training mode",
          learner.predictWithBatchStatistics(batch),
          reference.logits("logits_training_mode"));
      for (int step = 0; step < 3; step++) {
        double loss = learner.train(batch, ReferenceCase.LEARNING_RATE);
        assertThat(loss)
            .as("loss of step %d", step)
            .isCloseTo(reference.losses()[step], within(tolerance()));
        if (step == 0) {
          meets(learner.snapshot(), reference.numbers().get("after_step_1"));
        }
      }
      meets(learner.snapshot(), reference.numbers().get("after_step_3"));
      close(
          "logits in inference mode",
          learner.predict(batch),
          reference.logits("logits_inference_mode"));
    }
    try (Learner learner = learner(network, new Options(classes(10), 0, false, 0), start)) {
      learner.train(batch, 1);
      Snapshot after = learner.snapshot();
      JsonNode gradients = reference.numbers().get("gradients");
      for (Parameter p : network.trainable()) {
        double[] gradient = Numbers.widen(start.tensor(p.name()).data());
        double[] moved = Numbers.widen(after.tensor(p.name()).data());
        for (int i = 0; i < gradient.length; i++) {
          gradient[i] -= moved[i];
        }
        meets("gradient of " + p.name(), gradient, gradients.get(p.name()));
      }
    }
  }

  private void meets(Snapshot snapshot, JsonNode summaries) {
    for (Map.Entry<String, JsonNode> summary : summaries.properties()) {
      double[] found = Numbers.widen(snapshot.tensor(summary.getKey()).data());
      meets(summary.getKey(), found, summary.getValue());
    }
  }

  private void meets(String name, double[] found, JsonNode summary) {
    double norm = summary.get("norm").asDouble();
    double room = tolerance() * Math.max(norm, 0.01);
    assertThat(Numbers.norm(found)).as("norm of %s", name).isCloseTo(norm, within(room));
    assertThat(Numbers.sum(found))
        .as("sum of %s", name)
        .isCloseTo(summary.get("sum").asDouble(), within(room * Math.sqrt(found.length)));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void meets_the_oracle_before_after_one_and_after_three_steps(Network network) {
    Snapshot start = Given.weights(network, 11);
    Batch batch = Given.labelled(network, SIZE, 12);
    follow(network, start, batch, new Options(classes(network.output().size()), 0.9, true, 5e-4));
  }

  @ParameterizedTest
  @MethodSource("members")
  void meets_the_oracle_with_a_small_member_of_every_family(FamilyMember member) {
    Trial trial = member.trial();
    Task task = classes(member.network().output().size());
    follow(
        member.network(),
        member.weights(),
        new Options(task, trial.rule()),
        trial,
        Expected.of(member));
  }

  @Test
  void meets_the_oracle_in_a_regression() {
    Network network = SmallNetworks.vectors();
    Batch batch = Given.targeted(network, SIZE, 12);
    follow(network, Given.weights(network, 11), batch, new Options(numbers(4), 0.9, false, 1e-3));
  }

  @ParameterizedTest
  @CsvSource({"cpm-1-w4, 1, 1", "cpm-3-w4, 1, 1", "cpm-3-all-w4, 3, 1", "cpm-3-all-w4, 3, 2"})
  void meets_the_oracle_with_heat_maps_of_one_stage_and_of_every_stage(
      String spec, int stages, int threads) {
    Network network = Architectures.build(spec, new Shape(3, 16, 12), 3);
    Options options = new Options(maps(2, 4, 3), 0.9, true, 1e-3).threads(threads);
    Batch batch = Given.mapped(network, SIZE, stages, 12);
    follow(network, Given.weights(network, 11), batch, options);
  }

  @Test
  void adds_up_the_losses_of_the_stages() {
    Network network = Architectures.build("cpm-2-all-w4", new Shape(3, 16, 16), 3);
    Options options = new Options(maps(2, 4, 4), 0, false, 0);
    Batch batch = Given.mapped(network, SIZE, 2, 12);
    try (Learner learner = learner(network, options, Given.weights(network, 11))) {
      float[] found = learner.predictWithBatchStatistics(batch);
      double sum = 0;
      for (int i = 0; i < found.length; i++) {
        int example = i / (2 * 48);
        double miss = (double) found[i] - batch.targets()[example * 48 + i % 48];
        sum += miss * miss;
      }
      double expected = sum / batch.targets().length;
      assertThat(learner.train(batch, 0)).isCloseTo(expected, within(1e-4 * expected));
    }
  }

  @Test
  void refuses_heat_maps_that_are_not_the_networks() {
    Network network = Architectures.build("cpm-2-w4", new Shape(3, 16, 16), 3);
    Options options = new Options(maps(2, 8, 8), 0, false, 0);
    Batch batch = Given.mapped(network, SIZE, 1, 12);
    try (Learner learner = learner(network, options, Given.weights(network, 11))) {
      assertThatThrownBy(() -> learner.train(batch, 0.1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("cpm-2-w4 puts out 3x4x4, not the 3 maps of 8x8 cells");
    }
  }

  // ---- gradient descent ----

  @Test
  void follows_every_form_of_gradient_descent() {
    Network network = SmallNetworks.vectors();
    Batch batch = Given.labelled(network, SIZE, 2);
    for (double momentum : new double[] {0, 0.5}) {
      for (boolean nesterov : new boolean[] {false, true}) {
        for (double decay : new double[] {0, 0.1}) {
          Options options = new Options(classes(4), momentum, nesterov, decay);
          follow(network, Given.weights(network, 1), batch, options);
        }
      }
    }
  }

  @Test
  void changes_no_weight_at_rate_zero_but_moves_the_running_statistics() {
    Network network = SmallNetworks.vectors();
    Snapshot start = Given.weights(network, 1);
    try (Learner learner = learner(network, new Options(classes(4), 0.9, true, 0.1), start)) {
      learner.train(Given.labelled(network, SIZE, 2), 0);
      Snapshot after = learner.snapshot();
      for (Parameter p : network.parameters()) {
        boolean still =
            java.util.Arrays.equals(after.tensor(p.name()).data(), start.tensor(p.name()).data());
        assertThat(still).as(p.name()).isEqualTo(p.role().trainable());
      }
    }
  }

  @Test
  void trains_on_batches_of_changing_size() {
    Network network = SmallNetworks.vectors();
    Snapshot start = Given.weights(network, 1);
    Oracle oracle = Given.oracle(network, start, 0);
    try (Learner learner = learner(network, new Options(classes(4), 0.9, true, 0), start)) {
      for (int size : new int[] {7, 3, 8}) {
        Batch batch = Given.labelled(network, size, size);
        double expected =
            oracle.train(
                Numbers.widen(batch.inputs()),
                size,
                Goal.of(batch),
                0.1,
                LearningRule.sgd(0.9, true, 0));
        assertThat(learner.train(batch, 0.1)).isCloseTo(expected, within(tolerance()));
      }
      same(network, learner.snapshot(), oracle, 3);
    }
  }

  /** The variance of one number is zero, and nothing corrects it: a last batch may be of one. */
  @Test
  void keeps_running_statistics_where_a_channel_has_one_number() {
    Network network = SmallNetworks.vectors();
    Snapshot start = Given.weights(network, 1);
    try (Learner learner = learner(network, new Options(classes(4), 0.9, true, 0), start)) {
      double loss = learner.train(Given.labelled(network, 1, 2), 0.1);
      float[] before = start.tensor("n.variance").data();
      float[] after = learner.snapshot().tensor("n.variance").data();
      assertThat(loss).isFinite();
      for (int i = 0; i < before.length; i++) {
        assertThat((double) after[i]).isCloseTo(0.9 * before[i], within(tolerance()));
      }
      for (float output : learner.predict(Given.labelled(network, 3, 3))) {
        assertThat(output).isFinite();
      }
    }
  }

  // ---- bits ----

  @Test
  void gives_a_snapshot_back_as_it_was_loaded() {
    Network network = SmallNetworks.drawing();
    Options options = new Options(classes(4), 0.9, true, 1e-3);
    Snapshot start = Given.weights(network, 4);
    Snapshot trained = trained(network, options, start, 2);
    try (Learner learner = learner(network, options, trained)) {
      assertSameBits(learner.snapshot(), trained);
    }
    for (Parameter p : network.parameters()) {
      assertThat(trained.tensor(p.name()).shape()).isEqualTo(p.shape());
    }
  }

  @Test
  void continues_from_a_snapshot_to_the_bits_of_an_uninterrupted_run() {
    assumeTrue(repeatsBits());
    Network network = SmallNetworks.drawing();
    Options options = new Options(classes(4), 0.9, true, 1e-3);
    Snapshot start = Given.weights(network, 4);
    Snapshot halfway = trained(network, options, start, 3);
    Snapshot resumed = trained(network, options, halfway, 3);
    assertSameBits(resumed, trained(network, options, start, 6));
    assertThat(resumed.step()).isEqualTo(6);
  }

  @Test
  void repeats_a_seed_to_the_bit_and_draws_otherwise_for_another_seed() {
    assumeTrue(repeatsBits());
    Network network = SmallNetworks.drawing();
    Snapshot start = Given.weights(network, 4);
    Options options = new Options(classes(4), 0.9, true, 1e-3);
    Snapshot first = trained(network, options, start, 3);
    assertSameBits(trained(network, options, start, 3), first);
    Snapshot other = trained(network, options.seed(99), start, 3);
    assertThat(other.tensor("out.weight").data()).isNotEqualTo(first.tensor("out.weight").data());
  }

  @Test
  void trains_two_learners_side_by_side_to_the_bits_of_each_alone() {
    assumeTrue(repeatsBits());
    Network network = SmallNetworks.residual();
    Options options = new Options(classes(4), 0.9, true, 1e-3);
    Options two = options.threads(2);
    Snapshot alone = trained(network, options, Given.weights(network, 1), 25);
    Snapshot aloneToo = trained(network, two, Given.weights(network, 2), 25);
    CompletableFuture<Snapshot> left =
        CompletableFuture.supplyAsync(
            () -> trained(network, options, Given.weights(network, 1), 25));
    CompletableFuture<Snapshot> right =
        CompletableFuture.supplyAsync(() -> trained(network, two, Given.weights(network, 2), 25));
    assertSameBits(left.join(), alone);
    assertSameBits(right.join(), aloneToo);
  }

  @Test
  void changes_nothing_when_it_predicts() {
    Network network = SmallNetworks.drawing();
    Options options = new Options(classes(4), 0.9, true, 1e-3);
    try (Learner learner = learner(network, options, Given.weights(network, 4))) {
      learner.train(Given.labelled(network, SIZE, 1), 0.1);
      Snapshot before = learner.snapshot();
      Batch batch = Given.labelled(network, 6, 3);
      float[] first = learner.predict(batch);
      float[] seen = learner.predictWithBatchStatistics(batch);
      assertThat(learner.predict(batch)).isEqualTo(first);
      assertThat(learner.predictWithBatchStatistics(batch)).isEqualTo(seen);
      assertThat(seen).isNotEqualTo(first);
      assertSameBits(learner.snapshot(), before);
    }
  }

  // ---- what is drawn ----

  @Test
  void drops_the_stated_share_in_training_and_none_in_inference() {
    Network network = spread(new Node.Dropout("x", "a", 0.3));
    Batch batch = Batch.targeted(2, new float[] {1, 1}, new float[2000]);
    try (Learner learner = learner(network, new Options(numbers(1000), 0, false, 0), ones())) {
      double first = learner.train(batch, 0);
      double second = learner.train(batch, 0);
      // Kept numbers are 1 / 0.7, so the mean square is the kept share over 0.49.
      assertThat(first * 0.49).isCloseTo(0.7, within(0.06));
      assertThat(second).as("another step draws another mask").isNotEqualTo(first);
      assertThat(learner.predict(batch)).containsOnly(1f);
      assertThat(learner.predictWithBatchStatistics(batch)).containsOnly(1f);
    }
  }

  @Test
  void draws_slopes_between_the_bounds_in_training_and_takes_their_mean_in_inference() {
    RectifierKind kind = new RectifierKind.RRelu(0.1, 0.5);
    Network network = spread(new Node.Rectifier("x", "a", kind));
    Batch batch = Batch.targeted(2, new float[] {-1, -1}, new float[2000]);
    try (Learner learner = learner(network, new Options(numbers(1000), 0, false, 0), ones())) {
      // The mean square of a number uniform in [0.1, 0.5].
      assertThat(learner.train(batch, 0)).isCloseTo(0.124 / 1.2, within(0.008));
      assertThat(learner.predict(batch)).containsOnly(-0.3f);
    }
  }

  @Test
  void divides_by_numbers_between_the_bounds_in_training_and_by_their_mean_in_inference() {
    RectifierKind kind = new RectifierKind.DividingRRelu(2, 8);
    Network network = spread(new Node.Rectifier("x", "a", kind));
    Batch batch = Batch.targeted(2, new float[] {-1, -1}, new float[2000]);
    try (Learner learner = learner(network, new Options(numbers(1000), 0, false, 0), ones())) {
      // The mean square of 1 / a for a uniform in [2, 8] is 1 / (2 * 8); were the slope uniform in
      // [1/8, 1/2], it would be 7 / 64.
      assertThat(learner.train(batch, 0)).isCloseTo(1 / 16.0, within(0.008));
      assertThat(learner.predict(batch)).containsOnly(-0.2f);
    }
  }

  private static Network spread(Node last) {
    return new Network(
        "spread",
        List.of(
            new Node.Input("in", Shape.vector(1)),
            new Node.Linear("a", "in", 1, 1000, false),
            last),
        List.of());
  }

  private static Snapshot ones() {
    float[] numbers = new float[1000];
    java.util.Arrays.fill(numbers, 1);
    return new Snapshot(0, Map.of("a.weight", new Tensor(List.of(1000, 1), numbers)));
  }

  // ---- streams ----

  @Test
  void trains_a_stream_as_it_trains_its_batches() {
    Network network = SmallNetworks.vectors();
    Snapshot start = Given.weights(network, 1);
    Options options = new Options(classes(4), 0.9, true, 0);
    List<Batch> batches = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      batches.add(Given.labelled(network, 3 + i % 2, i));
    }
    List<Double> expected = new ArrayList<>();
    Snapshot one;
    try (Learner learner = learner(network, options, start)) {
      for (int i = 0; i < batches.size(); i++) {
        expected.add(learner.train(batches.get(i), 0.1 / (i + 1)));
      }
      one = learner.snapshot();
    }
    try (Learner learner = learner(network, options, start)) {
      List<Double> losses = new ArrayList<>();
      List<Integer> order = new ArrayList<>();
      learner.trainAll(
          stream(batches),
          i -> 0.1 / (i + 1),
          (i, size, loss) -> {
            assertThat(size).isEqualTo(batches.get(i).size());
            order.add(i);
            return losses.add(loss);
          });
      assertThat(order).containsExactly(0, 1, 2, 3, 4, 5, 6);
      for (int i = 0; i < losses.size(); i++) {
        assertThat(losses.get(i))
            .isCloseTo(expected.get(i), within(repeatsBits() ? 0 : tolerance()));
      }
      if (repeatsBits()) {
        assertSameBits(learner.snapshot(), one);
      }
    }
  }

  @Test
  void tells_no_more_losses_after_it_was_told_to_stop() {
    Network network = SmallNetworks.vectors();
    List<Batch> batches =
        List.of(
            Given.labelled(network, 3, 1),
            Given.labelled(network, 3, 2),
            Given.labelled(network, 3, 3));
    Options options = new Options(classes(4), 0.9, true, 0);
    try (Learner learner = learner(network, options, Given.weights(network, 1))) {
      List<Integer> told = new ArrayList<>();
      learner.trainAll(
          stream(batches),
          i -> 0.1,
          (i, size, loss) -> {
            told.add(i);
            return i < 1;
          });
      assertThat(told).containsExactly(0, 1);
    }
  }

  private static BatchStream stream(List<Batch> batches) {
    Iterator<Batch> iterator = batches.iterator();
    return new BatchStream() {
      @Override
      public boolean hasNext() {
        return iterator.hasNext();
      }

      @Override
      public Batch next() {
        return iterator.next();
      }

      @Override
      public void close() {}
    };
  }

  // ---- errors ----

  @Test
  void reports_a_diverged_training_as_a_loss_that_is_not_finite() {
    Network network = SmallNetworks.vectors();
    Options options = new Options(classes(4), 0.9, true, 0);
    try (Learner learner = learner(network, options, Given.weights(network, 1))) {
      Batch good = Given.labelled(network, SIZE, 2);
      float[] inputs = good.inputs().clone();
      inputs[0] = Float.NaN;
      double loss = learner.train(Batch.labelled(SIZE, inputs, good.labels()), 0.1);
      assertThat(Double.isFinite(loss)).isFalse();
    }
  }

  @Test
  void refuses_a_snapshot_that_does_not_fit() {
    Network network = SmallNetworks.vectors();
    Snapshot fits = Given.weights(network, 1);
    Options options = new Options(classes(4), 0.9, true, 0);
    try (Learner learner = learner(network, options, fits)) {
      Map<String, Tensor> missing = new LinkedHashMap<>(fits.tensors());
      missing.remove("n.mean");
      refuses(learner, missing, "n.mean");
      Map<String, Tensor> unknown = new LinkedHashMap<>(fits.tensors());
      unknown.put("nobody.weight", new Tensor(List.of(1), new float[1]));
      refuses(learner, unknown, "nobody.weight");
      Map<String, Tensor> misshapen = new LinkedHashMap<>(fits.tensors());
      misshapen.put("a.weight", new Tensor(List.of(5, 7), new float[35]));
      refuses(learner, misshapen, "a.weight");
    }
  }

  private static void refuses(Learner learner, Map<String, Tensor> tensors, String named) {
    assertThatThrownBy(() -> learner.load(new Snapshot(0, tensors)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(named);
  }

  @Test
  void takes_left_out_momenta_as_zero() {
    Network network = SmallNetworks.vectors();
    Options options = new Options(classes(4), 0.9, true, 0);
    Snapshot trained = trained(network, options, Given.weights(network, 1), 2);
    try (Learner learner = learner(network, options, trained)) {
      learner.load(trained.model());
      for (Parameter p : network.trainable()) {
        assertThat(learner.snapshot().tensor(Snapshot.MOMENTUM_PREFIX + p.name()).data())
            .containsOnly(0f);
      }
    }
  }

  @Test
  void refuses_a_device_that_it_has_not() {
    LearnerOptions nowhere =
        new Options(classes(4), 0.9, true, 0).on(new Device("cuda:99", "not there"));
    assertThatThrownBy(() -> engine().learner(SmallNetworks.vectors(), nowhere))
        .isInstanceOf(EngineException.Unsupported.class)
        .hasMessageContaining("cuda:99");
  }

  @Test
  void says_that_memory_is_short() {
    // 2^46 numbers: more than a process can address, so that no machine has them to give.
    int many = 1 << 23;
    Network network =
        new Network(
            "endless",
            List.of(
                new Node.Input("in", Shape.vector(1)), new Node.Linear("a", "in", 1, many, false)),
            List.of());
    Snapshot start =
        new Snapshot(0, Map.of("a.weight", new Tensor(List.of(many, 1), new float[many])));
    Batch batch = Batch.labelled(many, new float[many], new int[many]);
    try (Learner learner = learner(network, new Options(classes(2), 0, false, 0), start)) {
      assertThatThrownBy(() -> learner.predict(batch))
          .isInstanceOf(EngineException.OutOfMemory.class)
          .hasMessageContaining("smaller batch");
    }
  }

  @Test
  void computes_in_bfloat16_or_says_that_it_does_not() {
    Network network = SmallNetworks.residual();
    Batch batch = Given.labelled(network, SIZE, 1);
    Options options = new Options(classes(4), 0.9, true, 0).precision(Precision.BF16);
    Snapshot start = Given.weights(network, 1);
    Oracle oracle = Given.oracle(network, start, 0);
    double exact = new Trial(batch, LearningRule.sgd(0.9, true, 0), 0.1).step(oracle, 0.1);
    Learner made;
    try {
      made = learner(network, options, start);
    } catch (EngineException.Unsupported e) {
      assertThat(e).hasMessageContaining("BF16");
      return;
    }
    try (Learner learner = made) {
      assertThat(learner.train(batch, 0.1)).isCloseTo(exact, within(0.05 * Math.max(1, exact)));
      assertThat(learner.predict(batch)).doesNotContain(Float.NaN);
      Snapshot after = learner.snapshot();
      // After the first step the momenta are the gradients.
      double[] found =
          network.trainable().stream()
              .map(p -> after.tensor(Snapshot.MOMENTUM_PREFIX + p.name()).data())
              .flatMapToDouble(g -> Arrays.stream(Numbers.widen(g)))
              .toArray();
      double[] expected =
          network.trainable().stream()
              .flatMapToDouble(p -> Arrays.stream(oracle.momentum(p.name())))
              .toArray();
      double[] apart = new double[found.length];
      Arrays.setAll(apart, i -> found[i] - expected[i]);
      assertThat(Numbers.norm(apart))
          .as("distance of all gradients in bfloat16")
          .isLessThan(ROUNDING_OF_BFLOAT16 * Numbers.norm(expected));
    }
  }

  @Test
  void is_closed_twice_without_harm() {
    Network network = SmallNetworks.vectors();
    Options options = new Options(classes(4), 0.9, true, 0);
    Learner learner = learner(network, options, Given.weights(network, 1));
    learner.close();
    learner.close();
  }

  // ---- memory ----

  @Test
  void keeps_native_memory_flat_over_250_learners() throws IOException {
    Path statm = Path.of("/proc/self/statm");
    assumeTrue(Files.isReadable(statm), "resident memory is read from /proc");
    // A learner of this network holds about 4 MB.
    Network network =
        new Network(
            "wide",
            List.of(
                new Node.Input("in", Shape.vector(300)),
                new Node.Linear("a", "in", 300, 1000, true),
                new Node.Linear("out", "a", 1000, 4, true)),
            List.of());
    Options options = new Options(classes(4), 0.9, true, 0);
    Snapshot start = Given.weights(network, 1);
    Batch batch = Given.labelled(network, SIZE, 1);
    // Native heaps and compiled code reach a height, some later than others, and stay there; what a
    // learner leaks grows on.
    for (int i = 0; i < 50; i++) {
      use(network, options, start, batch);
    }
    long growth = Long.MAX_VALUE;
    for (int round = 0; round < 4 && growth >= FLAT; round++) {
      long before = resident(statm);
      for (int i = 0; i < 250; i++) {
        use(network, options, start, batch);
      }
      growth = resident(statm) - before;
    }
    assertThat(growth).as("growth in bytes, the fourth time in a row").isLessThan(FLAT);
  }

  private void use(Network network, Options options, Snapshot start, Batch batch) {
    try (Learner learner = learner(network, options, start)) {
      learner.train(batch, 0.01);
      learner.predict(batch);
    }
  }

  /** Give the resident bytes without the Java heap, which grows as it likes. */
  private static long resident(Path statm) throws IOException {
    System.gc();
    long pages = Long.parseLong(Files.readString(statm).split(" ")[1]);
    return 4096 * pages - Runtime.getRuntime().totalMemory();
  }
}
