package org.paperclaims.harness.claim;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.paperclaims.architectures.Architecture;
import org.paperclaims.architectures.ArchitectureException;
import org.paperclaims.architectures.Architectures;
import org.paperclaims.architectures.Erasure;
import org.paperclaims.architectures.ErasureException;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Node;

/**
 * Arms that are there to be compared. Two that are one network, whatever their erasures are called,
 * share their runs, and a difference of exactly nothing is no finding.
 */
final class DistinctArms {
  private final YamlNode node;
  private final Map<String, Network> networks = new HashMap<>();

  /** What an arm is: an architecture, and the rectifiers that it lacks. */
  private record Erased(String architecture, Set<String> rectifiers) {}

  private DistinctArms(YamlNode node) {
    this.node = node;
  }

  /**
   * Check the arms of a case.
   *
   * @param node the tier, for the place of what is wrong
   * @throws CatalogueException if one erases a position that its network does not have, or two are
   *     the same
   */
  static void check(YamlNode node, List<Arm> arms) {
    new DistinctArms(node).check(arms);
  }

  private void check(List<Arm> arms) {
    Map<Erased, Arm> seen = new HashMap<>();
    for (Arm arm : arms) {
      Arm same = seen.put(erased(arm), arm);
      if (same != null) {
        throw refuse(
            arm,
            "its arms %s (%s) and %s (%s) are one network, so nothing is compared"
                .formatted(same.name(), same.erasure(), arm.name(), arm.erasure()));
      }
    }
  }

  private Erased erased(Arm arm) {
    try {
      Network network =
          networks.computeIfAbsent(
              arm.architecture(),
              spec -> {
                Architecture architecture = Architectures.parse(spec);
                return architecture.build(architecture.usualInput(), architecture.usualOutputs());
              });
      return new Erased(
          arm.architecture(),
          Erasure.parse(arm.erasure()).applyTo(network).rectifiers().stream()
              .filter(Node.Rectifier::erased)
              .map(Node.Rectifier::name)
              .collect(Collectors.toSet()));
    } catch (ErasureException | ArchitectureException e) {
      throw refuse(arm, String.valueOf(e.getMessage()));
    }
  }

  private CatalogueException refuse(Arm arm, String why) {
    return node.place()
        .refuse("field 'architecture': found " + arm.architecture() + ", but " + why);
  }
}
