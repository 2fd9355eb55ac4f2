package org.paperclaims.eraserelu;

import org.paperclaims.harness.junit.ClaimCheck;
import org.paperclaims.harness.junit.ClaimTest;

/**
 * The claims of EraseReLU, each a record in {@code eraserelu.yaml} with its source, its experiment
 * at every tier, and its criterion. One test for each case of each claim.
 */
class EraseReluClaims {
  @ClaimTest(catalogue = "eraserelu.yaml")
  void holds(ClaimCheck check) {
    check.verify();
  }
}
