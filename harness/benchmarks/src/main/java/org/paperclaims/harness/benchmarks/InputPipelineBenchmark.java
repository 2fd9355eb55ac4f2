package org.paperclaims.harness.benchmarks;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.paperclaims.datasets.Augmentation;
import org.paperclaims.datasets.BatchStream;
import org.paperclaims.datasets.Dataset;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.datasets.Datasets;
import org.paperclaims.datasets.EpochOrder;

/**
 * Times an epoch of shuffled, cropped, flipped and normalised images on one thread. Read the
 * counter {@code images}: images a second. The aim is 30,000 of CIFAR's size.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class InputPipelineBenchmark {
  /** Name of a data set; what is not embedded lies in {@code directory}. */
  @Param("shapes10")
  public String dataset = "";

  /** Directory of data sets. */
  @Param("datasets")
  public String directory = "";

  private @Nullable Dataset opened;
  private int epoch;

  /** Counts images. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Counter {
    /** Images made in this iteration. */
    public long images;
  }

  /** Open the data set. */
  @Setup
  public void open() {
    opened = new Datasets(Path.of(directory), 0).open(DatasetSpec.whole(dataset));
  }

  /** Close the data set. */
  @TearDown
  public void close() {
    opened().close();
  }

  /** Make every batch of an epoch. */
  @Benchmark
  public void epoch(Counter counter, Blackhole hole) {
    Augmentation augmentation = new Augmentation(List.of("pad-crop-4", "flip"));
    try (BatchStream batches =
        opened().train().epoch(new EpochOrder(1, epoch++, 128, augmentation, 0))) {
      while (batches.hasNext()) {
        var batch = batches.next();
        counter.images += batch.size();
        hole.consume(batch);
      }
    }
  }

  private Dataset opened() {
    if (opened == null) {
      throw new IllegalStateException("JMH calls open() first");
    }
    return opened;
  }
}
