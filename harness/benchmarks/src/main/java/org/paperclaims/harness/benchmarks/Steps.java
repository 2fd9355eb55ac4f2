package org.paperclaims.harness.benchmarks;

import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Takes steps of training, and prints the median and the fastest of the later half in milliseconds.
 * Arguments: engine, architecture, side of the images, batch size, threads, steps. {@code
 * harness/benchmarks/profile} runs it and says where the time goes.
 */
public final class Steps {
  private Steps() {}

  public static void main(String[] args) {
    int steps = Integer.parseInt(args[5]);
    try (Workload workload =
        Workload.of(
            args[0],
            args[1],
            "none",
            Integer.parseInt(args[2]),
            Integer.parseInt(args[3]),
            Integer.parseInt(args[4]))) {
      double[] millis = new double[steps];
      for (int i = 0; i < steps; i++) {
        long begin = System.nanoTime();
        workload.learner().train(workload.batch(), 0.01);
        millis[i] = (System.nanoTime() - begin) / 1e6;
      }
      Sample later = Sample.of(DoubleStream.of(millis).skip(steps / 2));
      System.out.printf(
          Locale.ROOT, "steps: median %.3f ms, fastest %.3f ms%n", later.median(), later.least());
    }
  }
}
