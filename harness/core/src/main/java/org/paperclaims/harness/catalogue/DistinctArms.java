package org.paperclaims.harness.catalogue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.paperclaims.architectures.ErasureException;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.Parameter;
import org.paperclaims.architectures.spec.ArchitectureException;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.run.Imported;
import org.paperclaims.harness.run.Recipe;

/**
 * Arms that are there to be compared. Two that are one network, trained in one way on the same
 * images and measured alike, whatever their words are, share their runs, and a difference of
 * exactly nothing is no finding.
 */
final class DistinctArms {
  private final YamlNode node;

  /** Everything that a run can depend on, as it is built. */
  private record Built(
      List<Node> nodes,
      Set<String> erased,
      Recipe recipe,
      int images,
      String metric,
      Imported from) {}

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
    Map<Built, Arm> seen = new HashMap<>();
    for (Arm arm : arms) {
      Arm same = seen.put(built(arm), arm);
      if (same != null) {
        throw refuse(
            arm,
            "its arms %s (%s) and %s (%s) are one network, trained and measured in one way, so nothing is compared"
                .formatted(same.name(), same.erasure(), arm.name(), arm.erasure()));
      }
    }
  }

  private Built built(Arm arm) {
    try {
      Network network = BuiltNetworks.of(arm);
      Set<String> erased =
          network.rectifiers().stream()
              .filter(Node.Rectifier::erased)
              .map(Node.Rectifier::name)
              .collect(Collectors.toSet());
      return new Built(
          network.nodes(),
          erased,
          effective(arm.recipe(), network),
          arm.dataset().images(),
          arm.metric(),
          arm.imported());
    } catch (ErasureException | ArchitectureException e) {
      throw refuse(arm, String.valueOf(e.getMessage()));
    }
  }

  /** Give the recipe of a network without what changes nothing in it. */
  private static Recipe effective(Recipe recipe, Network network) {
    boolean hasSlopes =
        network.trainable().stream().anyMatch(p -> p.role() == Parameter.Role.SLOPE);
    return hasSlopes && recipe.rule().weightDecay() != 0
        ? recipe
        : new Recipe(
            recipe.epochs(),
            recipe.batch(),
            recipe.learningRate(),
            recipe.rule().withDecaySlopes(true),
            recipe.augmentation(),
            recipe.initialisation(),
            recipe.precision(),
            recipe.deterministic());
  }

  private CatalogueException refuse(Arm arm, String why) {
    return node.place()
        .refuse("field 'architecture': found " + arm.architecture() + ", but " + why);
  }
}
