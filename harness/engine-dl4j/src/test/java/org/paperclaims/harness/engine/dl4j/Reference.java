package org.paperclaims.harness.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.paperclaims.architectures.Erasure;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Parameter;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.family.Architectures;
import org.paperclaims.datasets.Batch;
import org.paperclaims.datasets.Task;
import org.paperclaims.harness.engine.Device;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.Precision;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.engine.Tensor;

/** Small networks, weights and a batch, the same in every run. */
final class Reference {
  private Reference() {}

  /** Hold a tensor to another, within a thousandth of its largest number. */
  static void requireClose(String name, Tensor found, Tensor expected) {
    double apart = 0;
    double size = 1e-2;
    for (int i = 0; i < expected.data().length; i++) {
      apart = Math.max(apart, Math.abs(found.data()[i] - expected.data()[i]));
      size = Math.max(size, Math.abs(expected.data()[i]));
    }
    assertThat(apart / size).as(name).isLessThan(1e-3);
  }

  static Network network(String name) {
    String[] words = name.split(" erase ");
    String erasure = words[1].equals("none") ? "none" : words[1] + "@100%";
    return Erasure.parse(erasure).applyTo(Architectures.build(words[0], new Shape(3, 16, 16), 10));
  }

  static Snapshot weights(Network network) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    int k = 0;
    for (Parameter p : network.parameters()) {
      float[] data = new float[p.size()];
      for (int i = 0; i < data.length; i++) {
        data[i] = (float) value(p, i, k);
      }
      tensors.put(p.name(), new Tensor(p.shape(), data));
      k += p.role().trainable() ? 1 : 0;
    }
    return new Snapshot(0, tensors);
  }

  private static double value(Parameter p, int i, int k) {
    return switch (p.role()) {
      case WEIGHT ->
          Math.sqrt((p.shape().size() == 4 ? 2.0 : 1.0) / p.fanIn())
              * Math.sqrt(2)
              * Math.sin(1 + 0.7 * i + 0.13 * k);
      case GAMMA -> 1 + 0.1 * Math.sin(i + k);
      case BETA -> 0.1 * Math.cos(i + k);
      case VARIANCE -> 1;
      case SLOPE -> 0.25;
      case BIAS, MEAN -> 0;
    };
  }

  static Batch batch() {
    return batch(4, new Shape(3, 16, 16), 10);
  }

  static Batch batch(int size, Shape shape, int classes) {
    float[] x = new float[size * shape.size()];
    for (int j = 0; j < x.length; j++) {
      x[j] = (float) (Math.sin(0.3 + 0.37 * j) + 0.5 * Math.cos(0.011 * j));
    }
    return Batch.labelled(
        size, x, IntStream.range(0, size).map(n -> (3 * n + 1) % classes).toArray());
  }

  static LearnerOptions options(int threads) {
    return options(threads, 0.9, true, 5e-4);
  }

  static LearnerOptions options(int threads, double momentum, boolean nesterov, double decay) {
    return new LearnerOptions(
        new Device("cpu", "test"),
        threads,
        new Task.Classification(IntStream.range(0, 10).mapToObj(i -> "c" + i).toList()),
        momentum,
        nesterov,
        decay,
        Precision.FP32,
        true,
        7);
  }
}
