package org.paperclaims.harness.benchmarks;

import java.nio.file.Path;
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
import org.paperclaims.datasets.Dataset;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.datasets.Datasets;
import org.paperclaims.harness.measure.Workplace;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.train.Control;
import org.paperclaims.harness.train.Trained;
import org.paperclaims.harness.train.Trainer;

/**
 * Times a run on an engine that computes nothing: the trainer and the input pipeline, one epoch of
 * steps of 64 images and one evaluation. Read the counter {@code steps}: steps a second. {@link
 * TrainerOverhead} tells the cost of the trainer next to a real engine's steps.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class HarnessBenchmark {
  /** Architecture spec. */
  @Param("resnet-20")
  public String architecture = "";

  private @Nullable Dataset opened;

  /** Counts steps. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Counter {
    /** Steps taken in this iteration. */
    public long steps;
  }

  /** Open the data set. */
  @Setup
  public void open() {
    opened =
        new Datasets(Path.of("datasets"), 1).open(new DatasetSpec("shapes10", 3200, 500, 0, false));
  }

  /** Close the data set. */
  @TearDown
  public void close() {
    opened().close();
  }

  /** Train for one epoch. */
  @Benchmark
  public Trained train(Counter counter) {
    IdleEngine engine = new IdleEngine();
    Dataset data = opened();
    RunSpec spec = TrainerOverhead.spec(architecture, data.spec(), data.checksum(), 1, engine.id());
    Workplace place = new Workplace(engine, engine.devices().get(0), 1);
    Trained trained =
        new Trainer(Trainer.Checkpointing.usual()).run(spec, data, place, Control.none());
    counter.steps += 50;
    return trained;
  }

  private Dataset opened() {
    if (opened == null) {
      throw new IllegalStateException("JMH calls open() first");
    }
    return opened;
  }
}
