package org.paperclaims.harness.lab;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.train.Control;

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

  /** How much of each run that is at work is done, 0 to 1. */
  private final Map<RunSpec, Double> parts = new HashMap<>();

  /** How many of those that ended were at work here. */
  private int endedHere;

  /**
   * The work that was done here, in runs: less than one for a run that went on from a checkpoint.
   */
  private double worked;

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

  /** Count the part of a run that is done. */
  public void step(RunSpec run, Control.Step step) {
    double part = (double) step.step() / step.steps();
    Double before = parts.put(run, part);
    worked += before == null ? 0 : part - before;
  }

  /** Count a run that ended. */
  public void ended(RunSpec run, boolean wasReused, boolean completed) {
    Double part = parts.remove(run);
    if (part != null) {
      worked += 1 - part;
      endedHere++;
    }
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
    double work = worked + made - endedHere;
    if (made <= 0 || work <= 0 || done >= runs) {
      return OptionalDouble.empty();
    }
    double left = runs - done - parts.values().stream().mapToDouble(part -> part).sum();
    return OptionalDouble.of((nanos.getAsLong() - begun) / 1e9 / work * left);
  }
}
