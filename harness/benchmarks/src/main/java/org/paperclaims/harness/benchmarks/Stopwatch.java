package org.paperclaims.harness.benchmarks;

import java.util.function.Supplier;

/** Adds up the time of calls, less what calls within them gave to other stopwatches. */
final class Stopwatch {
  private static long elsewhere;

  private long nanos;

  /** Do something and add its time; by one thread. */
  <T> T time(Supplier<T> work) {
    long before = elsewhere;
    elsewhere = 0;
    long begin = System.nanoTime();
    try {
      return work.get();
    } finally {
      long passed = System.nanoTime() - begin;
      nanos += passed - elsewhere;
      elsewhere = before + passed;
    }
  }

  /** Give the sum, in seconds. */
  double seconds() {
    return nanos / 1e9;
  }
}
