package org.paperclaims.architectures;

/** Which modules, when an erasure treats only a proportion of them. */
public enum Selection {
  /** Module i of N (from 0) iff {@code floor((i+1) * p / 100) > floor(i * p / 100)}. */
  EVEN,
  /** The first ones, counted from the network's input. */
  INPUT,
  /** The last ones, counted from the network's output. */
  OUTPUT
}
