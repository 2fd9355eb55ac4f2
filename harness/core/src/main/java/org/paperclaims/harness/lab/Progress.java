package org.paperclaims.harness.lab;

import java.util.List;
import org.apiguardian.api.API;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.train.Control;

/** Is told what a laboratory does, by several threads. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public interface Progress {
  /** A suite of runs begins; {@code reused} of the {@code runs} need no work. */
  default void planned(int runs, int reused) {}

  /** A run begins, or goes on after {@code resumedSteps} steps. */
  default void started(RunSpec spec, long resumedSteps) {}

  /** A run took a step. */
  default void step(RunSpec spec, Control.Step step) {}

  /** A run ended, or was found in the store. */
  default void ended(RunRecord run, boolean reused) {}

  /** A run was stopped before its end, and goes on when it is started again. */
  default void stopped(RunSpec spec, String how) {
    note(Names.of(spec) + ": " + how);
  }

  /** Something happened that a person should know, such as a file moved to the quarantine. */
  default void note(String message) {}

  /** Make a progress that tells several listeners, in their order. */
  static Progress shared(List<Progress> listeners) {
    return new SharedProgress(listeners);
  }

  /** Make a progress that tells nobody. */
  static Progress silent() {
    return new Progress() {};
  }
}
