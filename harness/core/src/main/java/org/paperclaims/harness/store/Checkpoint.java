package org.paperclaims.harness.store;

import java.util.List;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.run.EpochRow;

/**
 * All that a run needs to go on as if it had never stopped. How far it came follows from {@link
 * Snapshot#step}: also in the middle of an epoch.
 *
 * @param snapshot of the learner, momenta included
 * @param losses the loss of every step so far, in order; not copied
 * @param epochs rows of the epochs that are done
 * @param seconds spent so far
 */
public record Checkpoint(
    Snapshot snapshot, double[] losses, List<EpochRow> epochs, double seconds) {
  public Checkpoint {
    epochs = List.copyOf(epochs);
    if (losses.length != snapshot.step()) {
      throw new IllegalArgumentException(
          "a checkpoint after " + snapshot.step() + " steps has " + losses.length + " losses");
    }
  }
}
