package org.paperclaims.harness.suite;

import org.apiguardian.api.API;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.claim.ClaimCase;

/** A case of a claim, to be run with an engine. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record SuiteCase(Claim claim, ClaimCase claimCase, String engine) {
  /** Give the readable name: {@code last-relu-lowers-error [resnet-56-w4, shapes10, dl4j]}. */
  public String displayName() {
    return claim.id() + " [" + claimCase.name() + ", " + engine + "]";
  }
}
