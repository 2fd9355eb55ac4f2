package org.paperclaims.command;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for what other processes do. */
final class Awaiting {
  private static final long PATIENCE_SECONDS = 60;
  private static final long LOOK_MILLIS = 50;

  private Awaiting() {}

  /**
   * Wait for something.
   *
   * @throws AssertionError if it does not come in a minute
   */
  static void await(String what, BooleanSupplier there) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!there.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError(what + " did not come in " + PATIENCE_SECONDS + " s");
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }
}
