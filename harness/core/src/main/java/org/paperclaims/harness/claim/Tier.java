package org.paperclaims.harness.claim;

import java.util.Locale;

/** How much a suite costs and how much it can show. */
public enum Tier {
  /** Seconds a run, embedded data, CPU. */
  SMOKE,
  /** Minutes a run, real data, CPU or GPU. */
  REDUCED,
  /** The published networks on all of the real data, until they have learned: an hour a run. */
  SHORT,
  /** The paper's schedule, GPU. */
  FULL;

  /** Tell whether a record must say what it does at the tier; {@link #SHORT} may be left out. */
  public boolean isRequired() {
    return this != SHORT;
  }

  /** Give the name in records and on the command line. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
