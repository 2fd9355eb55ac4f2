package org.paperclaims.harness.catalogue;

import java.util.List;
import org.paperclaims.harness.claim.Claim;

/**
 * A catalogue of which every part was looked at.
 *
 * @param claims that could be read, in the file's order; all of them where there is no mistake
 * @param mistakes in the order in which they were found: of each part that stands for itself (the
 *     paper, the recipes; of a claim its id, its source, its criterion and arms, each tier) the
 *     first
 */
public record CheckedCatalogue(List<Claim> claims, List<CatalogueException> mistakes) {
  public CheckedCatalogue {
    claims = List.copyOf(claims);
    mistakes = List.copyOf(mistakes);
  }
}
