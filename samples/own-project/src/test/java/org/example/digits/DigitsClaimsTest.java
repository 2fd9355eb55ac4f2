package org.example.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.paperclaims.harness.junit.ClaimCheck;
import org.paperclaims.harness.junit.ClaimTest;
import org.paperclaims.harness.junit.EachClaim;
import org.paperclaims.harness.run.RunRecord;

/** Every claim of the catalogue; and one of which Java asks more than a record can say. */
@EachClaim
class DigitsClaimsTest {
  private static final String CATALOGUE = "digits.yaml";

  @ClaimTest(catalogue = CATALOGUE)
  void holds(ClaimCheck check) {
    check.verify();
  }

  @ClaimTest(catalogue = CATALOGUE, value = "rectifiers-lower-error")
  void with_rectifiers_no_seed_errs_on_more_than_half_of_the_images(ClaimCheck check) {
    List<RunRecord> runs = check.result().runs().byArm().get("treatment");
    assertEquals(6, runs.size());
    for (RunRecord run : runs) {
      double error = run.metrics().get("test_error");
      assertTrue(error < 50, "seed " + run.spec().seed() + " errs on " + error + " %");
    }
  }
}
