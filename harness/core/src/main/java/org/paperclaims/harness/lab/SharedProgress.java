package org.paperclaims.harness.lab;

import java.util.List;
import java.util.function.Consumer;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.train.Control;

/** Tells several listeners what a laboratory does. */
final class SharedProgress implements Progress {
  private final List<Progress> listeners;

  SharedProgress(List<Progress> listeners) {
    this.listeners = List.copyOf(listeners);
  }

  @Override
  public void planned(int runs, int reused) {
    tell(l -> l.planned(runs, reused));
  }

  @Override
  public void started(RunSpec spec, long resumedSteps) {
    tell(l -> l.started(spec, resumedSteps));
  }

  @Override
  public void step(RunSpec spec, Control.Step step) {
    tell(l -> l.step(spec, step));
  }

  @Override
  public void ended(RunRecord run, boolean reused) {
    tell(l -> l.ended(run, reused));
  }

  @Override
  public void stopped(RunSpec spec, String how) {
    tell(l -> l.stopped(spec, how));
  }

  @Override
  public void note(String message) {
    tell(l -> l.note(message));
  }

  private void tell(Consumer<Progress> what) {
    listeners.forEach(what);
  }
}
