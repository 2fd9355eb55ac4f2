package org.paperclaims.harness.run;

import java.util.Collection;
import java.util.Comparator;

/** How a run's numbers are known. The order is from the surest to the least sure. */
public enum Provenance {
  /** The run was made by this project. */
  RUN_HERE("●", "run here"),
  /** A file told the numbers, and a run made here by the same record came to them. */
  REPEATED("◐", "run elsewhere, repeated here"),
  /** A file told the numbers, and nothing shows that they can be had again. */
  AS_TOLD("○", "as told");

  private final String sign;
  private final String words;

  Provenance(String sign, String words) {
    this.sign = sign;
    this.words = words;
  }

  /** Tell how a run's numbers are known. */
  public static Provenance of(RunRecord run) {
    if (!run.spec().madeElsewhere()) {
      return RUN_HERE;
    }
    return run.environment().containsKey(Imported.REPEATED) ? REPEATED : AS_TOLD;
  }

  /** Give the least sure of several runs; runs that are not there make nothing less sure. */
  public static Provenance least(Collection<RunRecord> runs) {
    return runs.stream().map(Provenance::of).max(Comparator.naturalOrder()).orElse(RUN_HERE);
  }

  /** Give the sign that stands with the words. */
  public String sign() {
    return sign;
  }

  /** Give the words. */
  public String words() {
    return words;
  }

  /** Give the sign and the words: {@code ○ as told}. */
  public String shown() {
    return sign + " " + words;
  }
}
