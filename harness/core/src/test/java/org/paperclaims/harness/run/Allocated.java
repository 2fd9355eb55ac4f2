package org.paperclaims.harness.run;

import java.lang.management.ManagementFactory;

/**
 * Counts what a piece of code asks the heap for: a bound on its memory, and so on its time, that no
 * machine changes.
 */
public final class Allocated {
  private Allocated() {}

  /** Run something in this thread and give the bytes it allocated, garbage included. */
  public static long by(Runnable what) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    what.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
