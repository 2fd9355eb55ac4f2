package org.paperclaims.command;

import org.paperclaims.harness.junit.ClaimCheck;
import org.paperclaims.harness.junit.ClaimTest;
import org.paperclaims.harness.junit.EachClaim;

/**
 * The claims of every catalogue, each a record with its source, its experiment at every tier, and
 * its criterion: those on the class path, such as {@code eraserelu.yaml}, and the files that {@code
 * claims.catalogues} names. A container for each claim, with a test for each of its cases; no Java
 * is needed for a new one.
 */
@EachClaim
class CatalogueClaims {
  @ClaimTest
  void holds(ClaimCheck check) {
    check.verify();
  }
}
