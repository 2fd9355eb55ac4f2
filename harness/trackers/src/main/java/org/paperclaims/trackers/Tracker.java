package org.paperclaims.trackers;

import java.io.IOException;
import org.paperclaims.harness.run.RunRecord;

/** A place of another tool in which runs are kept. Called by one thread at a time. */
interface Tracker {
  /**
   * Put a run there, unless it is there already.
   *
   * @param reused whether the run was found in the store, and so may have been told before
   * @throws IOException if it cannot be put there; the run can be told again
   */
  void tell(RunRecord run, boolean reused) throws IOException;

  /** Give the place for people: an address or a folder. */
  String place();
}
