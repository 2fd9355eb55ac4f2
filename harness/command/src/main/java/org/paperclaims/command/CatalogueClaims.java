package org.paperclaims.command;

import org.paperclaims.harness.junit.ClaimCheck;
import org.paperclaims.harness.junit.ClaimTest;

/**
 * The claims of every catalogue, each a record with its source, its experiment at every tier, and
 * its criterion: those on the class path, such as {@code eraserelu.yaml}, and the files that {@code
 * claims.catalogues} names. One test for each case of each claim; no Java is needed for a new one.
 */
class CatalogueClaims {
  @ClaimTest
  void holds(ClaimCheck check) {
    check.verify();
  }
}
