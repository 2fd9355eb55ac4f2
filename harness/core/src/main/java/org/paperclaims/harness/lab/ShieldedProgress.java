package org.paperclaims.harness.lab;

import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.train.Control;

/**
 * Keeps a listener that fails, as when it writes to a full disk, from costing the runs it is told
 * of.
 */
final class ShieldedProgress implements Progress {
  private final Progress told;
  private boolean failed;

  ShieldedProgress(Progress told) {
    this.told = told;
  }

  @Override
  public void planned(int runs, int reused) {
    shield(() -> told.planned(runs, reused));
  }

  @Override
  public void started(RunSpec spec, long resumedSteps) {
    shield(() -> told.started(spec, resumedSteps));
  }

  @Override
  public void step(RunSpec spec, Control.Step step) {
    shield(() -> told.step(spec, step));
  }

  @Override
  public void ended(RunRecord run, boolean reused) {
    shield(() -> told.ended(run, reused));
  }

  @Override
  public void stopped(RunSpec spec, String how) {
    shield(() -> told.stopped(spec, how));
  }

  @Override
  public void note(String message) {
    shield(() -> told.note(message));
  }

  private void shield(Runnable telling) {
    try {
      telling.run();
    } catch (RuntimeException e) {
      complain(e);
    }
  }

  /** Say it once: what fails at one step fails at every step. */
  private synchronized void complain(RuntimeException e) {
    if (!failed) {
      failed = true;
      shield(() -> told.note("progress cannot be shown, and the runs go on: " + e.getMessage()));
    }
  }
}
