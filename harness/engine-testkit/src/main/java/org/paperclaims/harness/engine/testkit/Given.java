package org.paperclaims.harness.engine.testkit;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Parameter;
import org.paperclaims.datasets.Batch;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.engine.Tensor;

/** The start of a test: drawn weights and batches, as a function of a seed. */
public final class Given {
  private Given() {}

  /** Draw every tensor, running statistics included, away from values that hide mistakes. */
  public static Snapshot weights(Network network, long seed) {
    return weights(network, seed, 0, 6);
  }

  /**
   * Draw them so that a deep network of batch normalisations magnifies little: beta around 2, so
   * that most rectifiers are open, and linear maps within 1 / sqrt(inputs), as Torch draws them.
   */
  static Snapshot gentleWeights(Network network, long seed) {
    return weights(network, seed, 2, 1);
  }

  private static Snapshot weights(Network network, long seed, double beta, double linear) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Parameter p : network.parameters()) {
      float[] numbers = new float[p.size()];
      for (int i = 0; i < numbers.length; i++) {
        double u = random.nextDouble() * 2 - 1;
        numbers[i] =
            (float)
                switch (p.role()) {
                  case WEIGHT -> u * Math.sqrt((p.shape().size() == 2 ? linear : 6) / p.fanIn());
                  case GAMMA -> 1 + 0.3 * u;
                  case VARIANCE -> 1 + 0.4 * u;
                  case SLOPE -> 0.25 + 0.2 * u;
                  case BETA -> beta + 0.3 * u;
                  case BIAS, MEAN -> 0.3 * u;
                };
      }
      tensors.put(p.name(), new Tensor(p.shape(), numbers));
    }
    return new Snapshot(0, tensors);
  }

  /** Draw a batch of a classification into as many classes as the network puts out. */
  public static Batch labelled(Network network, int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] inputs = inputs(network, size, random);
    int[] labels = new int[size];
    for (int i = 0; i < size; i++) {
      labels[i] = random.nextInt(network.output().size());
    }
    return Batch.labelled(size, inputs, labels);
  }

  /** Draw a batch of a regression. */
  public static Batch targeted(Network network, int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] inputs = inputs(network, size, random);
    float[] targets = new float[size * network.output().size()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = (float) (random.nextDouble() * 2 - 1);
    }
    return Batch.targeted(size, inputs, targets);
  }

  /** Draw a batch of heat maps, which the network puts out once a stage. */
  static Batch mapped(Network network, int size, int stages, long seed) {
    Batch whole = targeted(network, size, seed);
    return Batch.targeted(
        size, whole.inputs(), Arrays.copyOf(whole.targets(), whole.targets().length / stages));
  }

  private static float[] inputs(Network network, int size, SplittableRandom random) {
    float[] inputs = new float[size * network.input().size()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) (random.nextDouble() * 3 - 1.4);
    }
    return inputs;
  }

  /** Make an oracle with a snapshot's numbers. */
  static Oracle oracle(Network network, Snapshot snapshot, long seed) {
    return oracle(network, snapshot, new Oracle(network, seed));
  }

  /** Give an oracle a snapshot's numbers. */
  static Oracle oracle(Network network, Snapshot snapshot, Oracle oracle) {
    for (Parameter p : network.parameters()) {
      copy(snapshot.tensor(p.name()), oracle.tensor(p.name()));
      Tensor momentum = snapshot.tensors().get(Snapshot.MOMENTUM_PREFIX + p.name());
      if (momentum != null) {
        copy(momentum, oracle.momentum(p.name()));
      }
    }
    oracle.step(snapshot.step());
    return oracle;
  }

  private static void copy(Tensor from, double[] to) {
    System.arraycopy(Numbers.widen(from.data()), 0, to, 0, to.length);
  }
}
