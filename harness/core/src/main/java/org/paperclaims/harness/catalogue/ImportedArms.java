package org.paperclaims.harness.catalogue;

import java.util.List;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.SeedRule;

/** Rules of cases whose runs were made elsewhere. */
final class ImportedArms {
  private ImportedArms() {}

  /**
   * Check the arms of a case.
   *
   * @throws CatalogueException if some were made elsewhere and others are made here, and the record
   *     does not say so, or if the record looks at imported runs more than once
   */
  static void check(RecordFields tier, List<Arm> arms, SeedRule rule) {
    long imported = arms.stream().filter(Arm::isImported).count();
    boolean areMixed = imported > 0 && imported < arms.size();
    boolean mixed = tier.flag("mixed").orElse(false);
    if (areMixed && !mixed) {
      throw tier.place()
          .refuse(
              "field 'imported': found in %d of %d arms, allowed in all of them; or with 'mixed: true', which says that a difference between the arms is also one between two codes and two machines"
                  .formatted(imported, arms.size()));
    }
    if (mixed && !areMixed) {
      throw tier.refuse("mixed", "nothing where all arms are run here, or all were run elsewhere");
    }
    if (imported > 0 && !(rule instanceof SeedRule.Fixed)) {
      throw tier.refuse(
          "seeds", "seeds without looks: all runs of an import are there at the first look");
    }
  }
}
