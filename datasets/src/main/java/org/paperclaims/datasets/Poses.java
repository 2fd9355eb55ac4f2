package org.paperclaims.datasets;

/** The poses of a split's examples, by index from 0 on, in the stored order. */
@FunctionalInterface
public interface Poses {
  /** Give the pose of an example. */
  Pose of(int index);
}
