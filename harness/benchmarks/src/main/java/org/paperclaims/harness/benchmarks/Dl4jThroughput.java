package org.paperclaims.harness.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.family.Architectures;
import org.paperclaims.datasets.Batch;
import org.paperclaims.datasets.Task;
import org.paperclaims.harness.engine.Device;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.Precision;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.engine.dl4j.Dl4jEngine;
import org.paperclaims.harness.engine.dl4j.Dl4jExport;

/**
 * Times training steps of the DL4J engine and of DL4J as it is shipped (standard layers, its layer
 * helpers off) on the same network and batch, in turns, so that a busy hour of the machine hits
 * both. Prints images per second of every round and the ratio of the medians.
 *
 * <p>Arguments, all optional: architecture, pixels, batch, threads, rounds.
 */
public final class Dl4jThroughput {
  private Dl4jThroughput() {}

  /** Run the comparison. */
  public static void main(String[] arguments) {
    String[] a = Arrays.copyOf(arguments, 5);
    String spec = a[0] == null ? "resnet-20" : a[0];
    int pixels = a[1] == null ? 32 : Integer.parseInt(a[1]);
    int size = a[2] == null ? 64 : Integer.parseInt(a[2]);
    int threads = a[3] == null ? 2 : Integer.parseInt(a[3]);
    int rounds = a[4] == null ? 5 : Integer.parseInt(a[4]);
    Network network = Architectures.build(spec, new Shape(3, pixels, pixels), 10);
    Batch batch = batch(size, network.input());
    LearnerOptions options = options(threads);
    double[] stock = new double[rounds];
    double[] engine = new double[rounds];
    try (Learner learner = new Dl4jEngine().learner(network, options)) {
      Snapshot weights = Workload.weights(network);
      learner.load(weights);
      ComputationGraph graph = Dl4jExport.graph(network, weights, options.task());
      DataSet data = data(batch, network.input());
      engineRate(learner, batch, 20);
      stockRate(graph, data, size, threads, 1);
      for (int i = 0; i < rounds; i++) {
        stock[i] = stockRate(graph, data, size, threads, 2);
        engine[i] = engineRate(learner, batch, 20);
        System.out.printf(
            Locale.ROOT,
            "round %d: DL4J as shipped %.1f, engine %.1f images/s%n",
            i + 1,
            stock[i],
            engine[i]);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%s, 3x%dx%d, batch %d, %d threads: engine / DL4J as shipped = %.1f (rounds: %.1f to"
            + " %.1f)%n",
        spec,
        pixels,
        pixels,
        size,
        threads,
        median(engine) / median(stock),
        IntStream.range(0, rounds).mapToDouble(i -> engine[i] / stock[i]).min().orElse(0),
        IntStream.range(0, rounds).mapToDouble(i -> engine[i] / stock[i]).max().orElse(0));
  }

  private static double engineRate(Learner learner, Batch batch, int steps) {
    long start = System.nanoTime();
    for (int i = 0; i < steps; i++) {
      learner.train(batch, 1e-3);
    }
    return rate(batch.size() * steps, start);
  }

  private static double stockRate(
      ComputationGraph graph, DataSet data, int size, int threads, int steps) {
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
    long start = System.nanoTime();
    for (int i = 0; i < steps; i++) {
      graph.fit(data);
    }
    return rate(size * steps, start);
  }

  private static double rate(int images, long start) {
    return images * 1e9 / (System.nanoTime() - start);
  }

  private static double median(double[] values) {
    return Sample.of(Arrays.stream(values)).median();
  }

  private static LearnerOptions options(int threads) {
    return new LearnerOptions(
        new Device("cpu", "this machine"),
        threads,
        new Task.Classification(IntStream.range(0, 10).mapToObj(i -> "class " + i).toList()),
        0.9,
        true,
        1e-4,
        Precision.FP32,
        true,
        1);
  }

  private static Batch batch(int size, Shape shape) {
    Random random = new Random(1);
    float[] inputs = new float[size * shape.size()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) random.nextGaussian();
    }
    return Batch.labelled(size, inputs, random.ints(size, 0, 10).toArray());
  }

  private static DataSet data(Batch batch, Shape shape) {
    INDArray labels = Nd4j.zeros(batch.size(), 10);
    for (int i = 0; i < batch.size(); i++) {
      labels.putScalar(i, batch.labels()[i], 1f);
    }
    int[] sizes = {batch.size(), shape.channels(), shape.height(), shape.width()};
    return new DataSet(Nd4j.create(batch.inputs(), sizes, 'c'), labels);
  }
}
