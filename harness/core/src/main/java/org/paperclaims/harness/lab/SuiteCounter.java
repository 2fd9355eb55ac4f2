package org.paperclaims.harness.lab;

import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/**
 * Counts the runs of a whole suite, however many of them are planned at once, and says how long the
 * rest will take. Runs that were in the store before tell nothing of that; those that other
 * processes make meanwhile do. Used under its owner's lock.
 */
public final class SuiteCounter {
  private final LongSupplier nanos;
  private int runs;
  private int done;
  private int reused;
  private int failed;
  private int found;
  private long begun;

  /** Make a counter that begins at nothing. */
  public SuiteCounter() {
    this(System::nanoTime);
  }

  SuiteCounter(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Count runs that begin, of which some are found in the store and end at once. */
  public void planned(int newRuns, int newFound) {
    if (runs == found) {
      begun = nanos.getAsLong();
    }
    runs += newRuns;
    found += newFound;
  }

  /** Count a run that ended. */
  public void ended(boolean wasReused, boolean completed) {
    done++;
    reused += wasReused ? 1 : 0;
    failed += completed ? 0 : 1;
  }

  /** Give how many runs there are. */
  public int runs() {
    return runs;
  }

  /** Give how many have ended, or were found. */
  public int done() {
    return done;
  }

  /** Give how many of those that ended were made before, or by others. */
  public int reused() {
    return reused;
  }

  /** Give how many of those that ended did not complete. */
  public int failed() {
    return failed;
  }

  /** Give the seconds that the rest will take; nothing before a run tells how long runs take. */
  public OptionalDouble secondsLeft() {
    int made = done - found;
    if (made <= 0 || done >= runs) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of((nanos.getAsLong() - begun) / 1e9 / made * (runs - done));
  }
}
