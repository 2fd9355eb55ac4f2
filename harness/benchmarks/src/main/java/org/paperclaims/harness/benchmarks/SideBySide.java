package org.paperclaims.harness.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.family.Architectures;
import org.paperclaims.datasets.Task;
import org.paperclaims.harness.engine.Engine;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.Precision;
import org.paperclaims.harness.lab.Engines;

/**
 * Trains one network, and then some side by side on one device, as {@code claims.workers} has it:
 * epochs of shifted and flipped images of 3x32x32, in float32 by algorithms that give the same bits
 * again. Prints images a second of all together, and times those of one alone.
 *
 * <p>Arguments: engine, network, batch size, steps of an epoch, and how many at once, such as
 * {@code 1,2,4}; the device is the one that the engine prefers.
 */
public final class SideBySide {
  private static final int CLASSES = 10;

  private SideBySide() {}

  public static void main(String[] words) throws InterruptedException, ExecutionException {
    Engine engine = Engines.find(words[0]);
    Network network = Architectures.build(words[1], new Shape(3, 32, 32), CLASSES);
    int batch = Integer.parseInt(words[2]);
    int steps = Integer.parseInt(words[3]);
    System.out.printf(
        "%s, batch %d, epochs of %d steps, %s on %s%n",
        network.name(), batch, steps, engine.version(), engine.devices().get(0));
    double alone = 0;
    for (int count : Stream.of(words[4].split(",")).mapToInt(Integer::parseInt).toArray()) {
      double rate = count * (double) batch * steps / seconds(engine, network, batch, steps, count);
      alone = alone == 0 ? rate / count : alone;
      System.out.printf(
          Locale.ROOT,
          "%d at once: %,.0f images/s, %.2f times one alone%n",
          count,
          rate,
          rate / alone);
    }
  }

  /** Train an epoch in each of some learners at the same time, after one that is not counted. */
  private static double seconds(Engine engine, Network network, int batch, int steps, int count)
      throws InterruptedException, ExecutionException {
    int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / count);
    List<Learner> learners = new ArrayList<>();
    List<AugmentedEpochs> epochs = new ArrayList<>();
    ExecutorService workers = Executors.newFixedThreadPool(count);
    try {
      for (int i = 0; i < count; i++) {
        Learner learner = engine.learner(network, options(engine, threads));
        learners.add(learner);
        learner.load(Workload.weights(network));
        epochs.add(new AugmentedEpochs(learner, batch, steps));
      }
      train(epochs, workers);
      long begin = System.nanoTime();
      train(epochs, workers);
      return (System.nanoTime() - begin) / 1e9;
    } finally {
      workers.shutdownNow();
      epochs.forEach(AugmentedEpochs::close);
      learners.forEach(Learner::close);
    }
  }

  private static void train(List<AugmentedEpochs> epochs, ExecutorService workers)
      throws InterruptedException, ExecutionException {
    List<Callable<Integer>> work =
        IntStream.range(0, epochs.size())
            .<Callable<Integer>>mapToObj(
                i ->
                    () -> {
                      epochs.get(i).train();
                      return i;
                    })
            .toList();
    for (Future<Integer> one : workers.invokeAll(work)) {
      one.get();
    }
  }

  private static LearnerOptions options(Engine engine, int threads) {
    Task task =
        new Task.Classification(IntStream.range(0, CLASSES).mapToObj(i -> "c" + i).toList());
    return new LearnerOptions(
        engine.devices().get(0), threads, task, 0.9, true, 1e-4, Precision.FP32, true, 1);
  }
}
