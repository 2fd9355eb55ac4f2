package org.paperclaims.harness.lab;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Makes SIGTERM, and Ctrl-C, stop the runs at their next step with a checkpoint. The process then
 * ends with {@link #EXIT_CODE}, which says: start me again and I go on.
 */
public final class Preemption implements AutoCloseable {
  /** The exit code of a process whose runs were stopped; EX_TEMPFAIL of sysexits.h. */
  public static final int EXIT_CODE = 75;

  private static final long SECONDS = 9;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stopAndWait, "preemption");
  private volatile boolean stop;

  Preemption() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Tell whether the runs should stop. */
  boolean stop() {
    return stop;
  }

  /** Order the runs to stop, as SIGTERM does; this process does not end by it. */
  void ask() {
    stop = true;
    asked.countDown();
  }

  /** Wait up to a time for the order to stop; tell whether it has come. */
  boolean await(Duration longest) {
    try {
      return asked.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Say that the runs were stopped, and how to go on. */
  public static void sayStopped() {
    LastWord.say(
        "claims: stopped; the runs have saved themselves. Give the same command again, and they"
            + " go on where they were.");
  }

  private void stopAndWait() {
    ask();
    try {
      if (done.await(SECONDS, TimeUnit.SECONDS)) {
        sayStopped();
        Runtime.getRuntime().halt(EXIT_CODE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Say that all runs have stopped. */
  @Override
  public void close() {
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already, and the hook is what ends it.
    }
  }
}
