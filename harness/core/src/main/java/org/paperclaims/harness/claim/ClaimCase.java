package org.paperclaims.harness.claim;

import java.util.List;
import java.util.Optional;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.harness.run.Protocol;
import org.paperclaims.harness.run.Recipe;

/**
 * One comparison of a claim: what its arms are and what they share. An engine is chosen when it is
 * run.
 *
 * @param name what sets it apart from the claim's other cases, such as {@code resnet-56-w4,
 *     shapes10}
 * @param seeds declared ahead, in order
 */
public record ClaimCase(
    String name,
    List<Arm> arms,
    Protocol protocol,
    DatasetSpec dataset,
    Recipe recipe,
    List<Long> seeds,
    Optional<KnownDeviation> knownDeviation) {
  public ClaimCase {
    arms = List.copyOf(arms);
    seeds = List.copyOf(seeds);
  }
}
