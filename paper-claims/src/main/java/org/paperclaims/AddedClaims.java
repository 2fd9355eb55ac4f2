package org.paperclaims;

import org.paperclaims.harness.junit.ClaimCheck;
import org.paperclaims.harness.junit.ClaimTest;

/**
 * The claims of the catalogue files that {@code claims.catalogues} names: no Java is needed for
 * them.
 */
class AddedClaims {
  @ClaimTest(catalogue = ClaimTest.ADDED)
  void holds(ClaimCheck check) {
    check.verify();
  }
}
