package org.paperclaims.harness.judge;

import java.util.Set;
import org.paperclaims.harness.claim.Verdict;

/** How a case stands at a look, or at the end. */
public interface Standing {
  /** Give the verdict alone, which is quick. */
  Verdict verdict();

  /** Give the verdict with its reasons. */
  Judgement judgement();

  /**
   * Give the arms whose runs of the next look's seeds are needed: none where the case is decided,
   * this look is the last, or the record leaves the case for futility; of an ordering not those
   * that are beaten.
   */
  Set<String> goingOn();
}
