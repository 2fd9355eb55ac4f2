package org.paperclaims.harness.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.stream.IntStream;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Parameter;
import org.paperclaims.datasets.Batch;
import org.paperclaims.datasets.Task;
import org.paperclaims.harness.engine.Device;
import org.paperclaims.harness.engine.Engine;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.LearningRule;
import org.paperclaims.harness.engine.Precision;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.engine.Tensor;

/** The ground of every part of the contract: the engine, its learners, and how to compare. */
abstract class ContractSetting {
  static final int SIZE = 4;

  /** Give the engine under test. */
  protected abstract Engine engine();

  /** Give the device to test on; the CPU unless overridden. */
  protected Device device() {
    return engine().devices().stream().filter(Device::isCpu).findFirst().orElseThrow();
  }

  /** Give how far numbers may be from the oracle's, relative to their tensor's size. */
  protected double tolerance() {
    return 1e-4;
  }

  /** Tell whether the device gives the same bits for the same work; the CPU must. */
  protected boolean repeatsBits() {
    return true;
  }

  void follow(Network network, Snapshot start, Batch batch, Options options) {
    follow(network, start, options, new Trial(batch, options.rule, 0.05, 0.05, 0.01));
  }

  void follow(Network network, Snapshot start, Options options, Trial trial) {
    follow(network, start, options, trial, Expected.of(network, start, trial));
  }

  void follow(Network network, Snapshot start, Options options, Trial trial, Expected expected) {
    Batch batch = trial.batch();
    try (Learner learner = learner(network, options, start)) {
      close("prediction", learner.predict(batch), expected.predicted());
      close(
          "prediction with batch statistics",
          learner.predictWithBatchStatistics(batch),
          expected.predictedWithBatchStatistics());
      for (int step = 0; step < trial.rates().length; step++) {
        double loss = expected.losses()[step];
        assertThat(learner.train(batch, trial.rates()[step]))
            .as("loss of step %d", step)
            .isCloseTo(loss, within(tolerance() * Math.max(1, loss)));
        if (step != 1) {
          same(learner.snapshot(), expected.after().get(step), step + 1);
        }
      }
      close("prediction after training", learner.predict(batch), expected.predictedAfter());
    }
  }

  private void same(Snapshot found, Map<String, float[]> expected, int step) {
    assertThat(found.step()).isEqualTo(step);
    expected.forEach(
        (name, numbers) -> close(name + " after step " + step, found.tensor(name).data(), numbers));
  }

  void same(Network network, Snapshot found, Oracle oracle, int step) {
    assertThat(found.step()).isEqualTo(step);
    for (Parameter p : network.parameters()) {
      String after = " after step " + step;
      close(p.name() + after, found.tensor(p.name()).data(), oracle.tensor(p.name()));
      if (p.role().trainable()) {
        Tensor momentum = found.tensor(Snapshot.MOMENTUM_PREFIX + p.name());
        close("momentum of " + p.name() + after, momentum.data(), oracle.momentum(p.name()));
      }
    }
  }

  private void close(String what, float[] found, float[] expected) {
    close(what, found, Numbers.widen(expected));
  }

  void close(String what, float[] found, double[] expected) {
    assertThat(Numbers.distance(Numbers.widen(found), expected))
        .as("%s: relative distance from the oracle", what)
        .isLessThan(tolerance());
  }

  Snapshot trained(Network network, Options options, Snapshot start, int steps) {
    try (Learner learner = learner(network, options, start)) {
      for (int i = 0; i < steps; i++) {
        learner.train(Given.labelled(network, SIZE, start.step() + i), 0.05);
      }
      return learner.snapshot();
    }
  }

  static void assertSameBits(Snapshot found, Snapshot expected) {
    assertThat(found.step()).isEqualTo(expected.step());
    assertThat(found.tensors().keySet()).containsExactlyElementsOf(expected.tensors().keySet());
    expected
        .tensors()
        .forEach(
            (name, tensor) ->
                assertThat(found.tensor(name).data()).as(name).isEqualTo(tensor.data()));
  }

  // ---- making learners ----

  Learner learner(Network network, Options options, Snapshot start) {
    Learner learner = engine().learner(network, options.on(device()));
    learner.load(start);
    return learner;
  }

  static Task classes(int count) {
    return new Task.Classification(IntStream.range(0, count).mapToObj(i -> "c" + i).toList());
  }

  static Task numbers(int count) {
    return new Task.Regression(count);
  }

  /** Ask for the maps of that many parts, and of the background. */
  static Task maps(int parts, int height, int width) {
    return new Task.HeatMaps(
        IntStream.range(0, parts).mapToObj(i -> "part" + i).toList(), height, width, 4);
  }

  /** Learner options without a device. */
  record Options(Task task, LearningRule rule, int threads, Precision precision, long seed) {
    Options(Task task, double momentum, boolean nesterov, double weightDecay) {
      this(task, LearningRule.sgd(momentum, nesterov, weightDecay));
    }

    Options(Task task, LearningRule rule) {
      this(task, rule, 1, Precision.FP32, 5);
    }

    Options threads(int count) {
      return new Options(task, rule, count, precision, seed);
    }

    Options precision(Precision other) {
      return new Options(task, rule, threads, other, seed);
    }

    Options seed(long other) {
      return new Options(task, rule, threads, precision, other);
    }

    LearnerOptions on(Device device) {
      return new LearnerOptions(device, threads, task, rule, precision, true, seed);
    }
  }
}
