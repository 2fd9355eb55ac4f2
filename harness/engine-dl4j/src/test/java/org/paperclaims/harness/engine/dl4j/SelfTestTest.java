package org.paperclaims.harness.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.Parameter;
import org.paperclaims.datasets.Batch;
import org.paperclaims.harness.engine.Device;
import org.paperclaims.harness.engine.EngineException;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.engine.testkit.Goal;
import org.paperclaims.harness.engine.testkit.Oracle;

class SelfTestTest {
  private static final Device CPU = new Device("cpu", "test");

  @Test
  void a_right_device_passes_with_the_same_bits() {
    SelfTest test = SelfTest.of(learners(Kernels.ND4J));

    assertThat(test.worst()).as(test.where()).isLessThan(SelfTest.ALLOWED / 10);
    assertThat(test.sameBits()).isTrue();
    test.require("cuda:0", true);
    assertThat(test.words()).startsWith("self-test passed").contains("the same bits");
  }

  static Set<String> operations() {
    Set<String> names = new TreeSet<>();
    SelfTest.of(
        learners(
            (operation, context) -> {
              names.add(operation.opName());
              Kernels.ND4J.run(operation, context);
            }));
    return names;
  }

  @ParameterizedTest
  @MethodSource("operations")
  void an_operation_that_is_off_by_a_hundredth_is_found(String name) {
    SelfTest test =
        SelfTest.of(
            learners(
                (operation, context) -> {
                  Kernels.ND4J.run(operation, context);
                  if (operation.opName().equals(name)) {
                    context.getOutputArrays().get(0).muli(1.01);
                  }
                }));

    assertThatThrownBy(() -> test.require("cuda:0", false))
        .isInstanceOf(EngineException.Unsupported.class)
        .hasMessageContaining("cuda:0 fails the self-test: ")
        .hasMessageContaining(test.where());
    assertThat(test.words()).startsWith("self-test failed");
  }

  @Test
  void other_bits_are_refused_where_the_same_are_asked_for_alone() {
    AtomicInteger calls = new AtomicInteger();
    SelfTest test =
        SelfTest.of(
            learners(
                (operation, context) -> {
                  Kernels.ND4J.run(operation, context);
                  if (operation.opName().equals("conv2d") && calls.incrementAndGet() == 2) {
                    context.getOutputArrays().get(0).muli(1.000001);
                  }
                }));

    test.require("cuda:0", false);
    assertThatThrownBy(() -> test.require("cuda:0", true))
        .isInstanceOf(EngineException.Unsupported.class)
        .hasMessageContaining("deterministic: false");
  }

  @Test
  void a_device_that_gives_no_numbers_is_refused() {
    assertThatThrownBy(() -> new SelfTest(Double.NaN, "loss", true).require("cuda:0", false))
        .isInstanceOf(EngineException.Unsupported.class);
  }

  @Test
  void has_every_type_of_node() {
    Set<Class<?>> there =
        SelfTestCase.network().nodes().stream().map(Node::getClass).collect(Collectors.toSet());
    assertThat(there).containsExactlyInAnyOrder(Node.class.getPermittedSubclasses());
  }

  @Test
  void its_numbers_are_those_of_the_oracle() {
    Map<String, double[]> stored = SelfTest.stored();
    Map<String, double[]> expected = oracle();

    assertThat(stored.keySet())
        .as("write these lines to self-test.txt:%n%s", lines(expected))
        .isEqualTo(expected.keySet());
    expected.forEach(
        (name, numbers) ->
            assertThat(line(stored.getOrDefault(name, new double[0])))
                .as("%s; write these lines to self-test.txt:%n%s", name, lines(expected))
                .isEqualTo(line(numbers)));
  }

  private static Map<String, double[]> oracle() {
    Network network = SelfTestCase.network();
    Snapshot start = SelfTestCase.start();
    Oracle oracle = new Oracle(network, 0);
    for (Parameter p : network.parameters()) {
      float[] numbers = start.tensor(p.name()).data();
      Arrays.setAll(oracle.tensor(p.name()), i -> numbers[i]);
    }
    Batch batch = SelfTestCase.batch();
    double[] inputs = new double[batch.inputs().length];
    Arrays.setAll(inputs, i -> batch.inputs()[i]);
    Map<String, double[]> all = new LinkedHashMap<>();
    double[] losses = new double[SelfTestCase.STEPS];
    for (int i = 0; i < losses.length; i++) {
      losses[i] =
          oracle.train(inputs, batch.size(), Goal.of(batch), SelfTestCase.RATE, SelfTestCase.RULE);
    }
    all.put("loss", losses);
    all.put("outputs", oracle.predict(inputs, batch.size()));
    for (Parameter p : network.parameters()) {
      float[] before = start.tensor(p.name()).data();
      double[] moved = oracle.tensor(p.name()).clone();
      Arrays.setAll(moved, i -> moved[i] - before[i]);
      all.put("change of " + p.name(), moved);
      if (p.role().trainable()) {
        all.put("momentum of " + p.name(), oracle.momentum(p.name()));
      }
    }
    return all;
  }

  private static String lines(Map<String, double[]> all) {
    return all.entrySet().stream()
        .map(e -> e.getKey() + ": " + line(e.getValue()))
        .collect(Collectors.joining("\n"));
  }

  private static String line(double[] numbers) {
    return Arrays.stream(numbers)
        .mapToObj(x -> String.format(Locale.ROOT, "%.5e", x))
        .collect(Collectors.joining(" "));
  }

  private static Supplier<Learner> learners(Kernels kernels) {
    Network network = SelfTestCase.network();
    LearnerOptions options = SelfTestCase.on(CPU);
    new Dl4jEngine().devices();
    return () ->
        new Dl4jLearner(
            network,
            options,
            new GuardedComputation(
                new CpuBackend(1), () -> new OpComputation(network, options, kernels)));
  }
}
