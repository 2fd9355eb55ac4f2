package org.paperclaims.harness.benchmarks;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.paperclaims.datasets.Augmentation;
import org.paperclaims.datasets.BatchStream;
import org.paperclaims.datasets.Dataset;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.datasets.Datasets;
import org.paperclaims.datasets.EpochOrder;

/**
 * Times the reading, augmentation and normalisation of images on one thread, in images per second
 * of that thread's own CPU time, so that a busy machine changes little. The aim is at least 30,000
 * CIFAR images; and how long it takes from asking for an epoch to its first batch, which should be
 * under 50 ms of a clock at 50,000 images. The first rounds warm the JVM up.
 *
 * <p>Arguments, all optional: data set, directory of data sets, rounds.
 */
public final class InputPipelineThroughput {
  private static final int BATCH = 128;

  private InputPipelineThroughput() {}

  /** Print a line a round. */
  public static void main(String[] arguments) {
    String name = arguments.length > 0 ? arguments[0] : "shapes10";
    Path directory = Path.of(arguments.length > 1 ? arguments[1] : "datasets");
    int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
    Augmentation augmentation = new Augmentation(List.of("pad-crop-4", "flip"));
    try (Dataset dataset = new Datasets(directory, 0).open(DatasetSpec.whole(name))) {
      for (int round = 0; round < rounds; round++) {
        long asked = System.nanoTime();
        long begin = cpuNanos();
        long images = 0;
        double start;
        try (BatchStream epoch =
            dataset.train().epoch(new EpochOrder(1, round, BATCH, augmentation, 0))) {
          images += epoch.next().size();
          start = (System.nanoTime() - asked) / 1e6;
          while (epoch.hasNext()) {
            images += epoch.next().size();
          }
        }
        double seconds = (cpuNanos() - begin) / 1e9;
        System.out.printf(
            Locale.ROOT,
            "%s, round %d: %,d images, %,.0f images/s of one core, first batch after %.1f ms%n",
            name,
            round + 1,
            images,
            images / seconds,
            start);
      }
    }
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
