package org.paperclaims.harness.store;

import org.paperclaims.harness.run.RunRecord;

/** The content of a store under a fingerprint. */
public sealed interface Stored {
  /** A record that verified. */
  record Found(RunRecord run) implements Stored {}

  /** No record: the run was never made, or did not end. */
  record Absent() implements Stored {}

  /** Something that does not verify, and why. It is moved away by whoever holds the lease. */
  record Corrupt(String reason) implements Stored {}

  /** Something that the disk or the server does not give now, and why. It stays where it is. */
  record Unreadable(String reason) implements Stored {}
}
