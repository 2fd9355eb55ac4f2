package org.paperclaims.harness.engine.dl4j;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.paperclaims.architectures.Parameter;
import org.paperclaims.datasets.Batch;
import org.paperclaims.harness.engine.EngineException;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.Snapshot;

/**
 * The outcome of training a small network of every type of node on a device that this engine was
 * never run on, twice. The numbers to meet are stored: they are those of the engine contract's
 * float64 oracle.
 *
 * @param worst the largest distance of what training changes from what it should be, as a share of
 *     its size
 * @param where what was off by that
 * @param sameBits whether both trainings gave the same bits
 */
record SelfTest(double worst, String where, boolean sameBits) {
  /** The contract allows a tenth of that on a CPU; a wrong kernel is further off. */
  static final double ALLOWED = 1e-3;

  private static final String NUMBERS = "self-test.txt";

  /** Smaller parts than this share of the largest of their kind are rounding errors of others. */
  private static final double FLOOR = 1e-2;

  /**
   * Train twice with learners of the {@link SelfTestCase}.
   *
   * @throws EngineException if the device cannot even do that
   */
  static SelfTest of(Supplier<Learner> learners) {
    Map<String, double[]> first = train(learners);
    Map<String, double[]> second = train(learners);
    boolean same =
        first.keySet().stream().allMatch(name -> Arrays.equals(first.get(name), second.get(name)));
    Map<String, double[]> expected = stored();
    double worst = 0;
    String where = "nothing";
    for (Map.Entry<String, double[]> one : expected.entrySet()) {
      double[] found = first.getOrDefault(one.getKey(), new double[0]);
      double distance = distance(found, one.getValue(), size(one.getKey(), expected));
      if (!(distance <= worst)) {
        worst = distance;
        where = one.getKey();
      }
    }
    return new SelfTest(worst, where, same);
  }

  /** Measure by the size of the numbers themselves, or of the largest of their kind. */
  private static double size(String name, Map<String, double[]> expected) {
    String kind = name.split(" ", 2)[0];
    double largest =
        expected.entrySet().stream()
            .filter(e -> e.getKey().startsWith(kind))
            .mapToDouble(e -> norm(e.getValue()))
            .max()
            .orElse(0);
    return Math.max(norm(expected.getOrDefault(name, new double[0])), FLOOR * largest);
  }

  private static double distance(double[] found, double[] expected, double size) {
    if (found.length != expected.length) {
      return Double.NaN;
    }
    double[] apart = new double[found.length];
    Arrays.setAll(apart, i -> found[i] - expected[i]);
    return norm(apart) / size;
  }

  private static double norm(double[] numbers) {
    return Math.sqrt(Arrays.stream(numbers).map(x -> x * x).sum());
  }

  /** Train and give all that training changes, by what it is. */
  private static Map<String, double[]> train(Supplier<Learner> learners) {
    Map<String, double[]> all = new LinkedHashMap<>();
    Snapshot start = SelfTestCase.start();
    Batch batch = SelfTestCase.batch();
    double[] losses = new double[SelfTestCase.STEPS];
    Snapshot after;
    try (Learner learner = learners.get()) {
      learner.load(start);
      for (int i = 0; i < losses.length; i++) {
        losses[i] = learner.train(batch, SelfTestCase.RATE);
      }
      after = learner.snapshot();
      all.put("loss", losses);
      all.put("outputs", widen(learner.predict(batch)));
    }
    for (Parameter p : SelfTestCase.network().parameters()) {
      double[] moved = widen(after.tensor(p.name()).data());
      double[] before = widen(start.tensor(p.name()).data());
      Arrays.setAll(moved, i -> moved[i] - before[i]);
      all.put("change of " + p.name(), moved);
      if (p.role().trainable()) {
        all.put(
            "momentum of " + p.name(),
            widen(after.tensor(Snapshot.MOMENTUM_PREFIX + p.name()).data()));
      }
    }
    return all;
  }

  private static double[] widen(float[] numbers) {
    double[] wide = new double[numbers.length];
    Arrays.setAll(wide, i -> numbers[i]);
    return wide;
  }

  /** Read the numbers to meet: a line each, its name, a colon, and its numbers. */
  static Map<String, double[]> stored() {
    try (InputStream in = SelfTest.class.getResourceAsStream(NUMBERS)) {
      if (in == null) {
        throw new IllegalStateException(NUMBERS + " is missing in the engine's jar");
      }
      Map<String, double[]> all = new LinkedHashMap<>();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        String[] parts = line.split(": ", 2);
        all.put(
            parts[0],
            Arrays.stream(parts[1].split(" ", -1)).mapToDouble(Double::parseDouble).toArray());
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + NUMBERS, e);
    }
  }

  /**
   * Refuse a device that has not passed.
   *
   * @param deterministic whether the same bits are asked for
   * @throws EngineException.Unsupported says what was found
   */
  void require(String device, boolean deterministic) {
    if (!(worst <= ALLOWED)) {
      throw new EngineException.Unsupported(
          "%s fails the self-test: %s is off by %s of its size, allowed is %s. A kernel of ND4J is wrong there; train on the CPU or with the engine torch, and report this line"
              .formatted(device, where, digits(worst), digits(ALLOWED)));
    }
    if (deterministic && !sameBits) {
      throw new EngineException.Unsupported(
          "%s fails the self-test: the same training gave other bits the second time; ask for deterministic: false in the recipe, or train on the CPU"
              .formatted(device));
    }
  }

  /** Say what was found. */
  String words() {
    return worst <= ALLOWED
        ? "self-test passed: off by %s of its size at most (%s), %s bits the second time"
            .formatted(digits(worst), where, sameBits ? "the same" : "other")
        : "self-test failed: %s is off by %s of its size, allowed is %s"
            .formatted(where, digits(worst), digits(ALLOWED));
  }

  private static String digits(double share) {
    return String.format(Locale.ROOT, "%.1e", share);
  }
}
