package org.paperclaims.harness.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.paperclaims.architectures.Erasure;
import org.paperclaims.architectures.Initialisation;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Parameter;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.family.Architectures;
import org.paperclaims.datasets.Batch;
import org.paperclaims.datasets.Task;
import org.paperclaims.harness.engine.Engine;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.Precision;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.engine.Tensor;
import org.paperclaims.harness.lab.Engines;

/**
 * A learner and a batch to time.
 *
 * @param learner with drawn weights
 * @param batch drawn, of ten classes
 */
record Workload(Learner learner, Batch batch) implements AutoCloseable {
  /** Prepare an engine, found by its id, with a network on square images of that side. */
  static Workload of(
      String engine, String architecture, String erasure, int pixels, int size, int threads) {
    Engine chosen = Engines.find(engine);
    Network network =
        Erasure.parse(erasure)
            .applyTo(Architectures.build(architecture, new Shape(3, pixels, pixels), 10));
    Task task = new Task.Classification(IntStream.range(0, 10).mapToObj(i -> "c" + i).toList());
    Learner learner =
        chosen.learner(
            network,
            new LearnerOptions(
                chosen.devices().get(0), threads, task, 0.9, true, 1e-4, Precision.FP32, true, 1));
    learner.load(weights(network));
    return new Workload(learner, batch(size, network));
  }

  /** Draw the first weights, always the same. */
  static Snapshot weights(Network network) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    Map<String, float[]> drawn = Initialisation.HE_NORMAL.draw(network, 1);
    for (Parameter p : network.parameters()) {
      tensors.put(p.name(), new Tensor(p.shape(), drawn.getOrDefault(p.name(), new float[0])));
    }
    return new Snapshot(0, tensors);
  }

  /** Draw a batch, always the same. */
  static Batch batch(int size, Network network) {
    SplittableRandom random = new SplittableRandom(1);
    float[] inputs = new float[size * network.input().size()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) (random.nextDouble() * 2 - 1);
    }
    int[] labels = IntStream.range(0, size).map(i -> i % 10).toArray();
    return Batch.labelled(size, inputs, labels);
  }

  @Override
  public void close() {
    learner.close();
  }
}
