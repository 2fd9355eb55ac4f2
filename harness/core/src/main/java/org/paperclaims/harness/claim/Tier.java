package org.paperclaims.harness.claim;

import java.util.Locale;

/** How much a suite costs and how much it can show. */
public enum Tier {
  /** Seconds a run, embedded data, CPU. */
  SMOKE,
  /** Minutes a run, real data, CPU or GPU. */
  REDUCED,
  /** The paper's schedule, GPU. */
  FULL;

  /** Give the name in records and on the command line. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
