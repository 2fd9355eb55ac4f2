package org.paperclaims.harness.benchmarks;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Times a training step and a prediction, by engine, network and erasure. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 4)
@Measurement(iterations = 5, time = 4)
public class LearnerBenchmark {
  /** Id of an engine on the class path. */
  @Param({"dl4j", "torch"})
  public String engine = "";

  /** Architecture spec. */
  @Param({"resnet-20", "preresnet-20-w4"})
  public String architecture = "";

  /** Erasure. */
  @Param({"none", "last@100%"})
  public String erasure = "";

  /** Side of the square images. */
  @Param("32")
  public int pixels;

  /** Examples a batch. */
  @Param("64")
  public int batch;

  /** CPU threads of the learner. */
  @Param("2")
  public int threads;

  private @Nullable Workload workload;

  /** Make the learner. */
  @Setup
  public void open() {
    workload = Workload.of(engine, architecture, erasure, pixels, batch, threads);
  }

  /** Free the learner. */
  @TearDown
  public void close() {
    workload().close();
  }

  /** Take one step and read its loss. */
  @Benchmark
  public double trainStep() {
    return workload().learner().train(workload().batch(), 0.01);
  }

  /** Predict one batch. */
  @Benchmark
  public float[] predict() {
    return workload().learner().predict(workload().batch());
  }

  private Workload workload() {
    if (workload == null) {
      throw new IllegalStateException("JMH calls open() first");
    }
    return workload;
  }
}
