package org.paperclaims.harness.engine.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.paperclaims.architectures.Erasure;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.family.Architectures;
import org.paperclaims.architectures.spec.Family;
import org.paperclaims.harness.engine.LearningRule;
import org.paperclaims.harness.engine.Snapshot;

/**
 * A small member of a family, plain or erased, with weights and a batch on which two right engines
 * agree. Few numbers a channel and many batch normalisations magnify every difference, and where a
 * rectifier's input or two pixels of a max pool all but tie, float32's rounding chooses and the
 * gradient jumps: with most draws plain float32 loops miss the float64 oracle by far more than any
 * tolerance, whatever computes them. So a draw is taken only if float32 loops stay within {@link
 * #MOVED} and no choice is within {@link #CLEARANCE} times their rounding of a tie; no engine has a
 * say in it.
 *
 * @param network with its dropout taken out, which no two engines draw alike
 * @param seed of the weights and the batch
 * @param gentle whether the weights are drawn so that less is magnified: in GoogLeNet and
 *     Inceptions
 */
public record FamilyMember(Network network, long seed, boolean gentle) {
  /** How many times float32's rounding away from a tie every choice is, at least. */
  static final double CLEARANCE = 2;

  /** How far float32's rounding moves a tensor at most; the contract allows an engine 1e-4. */
  static final double MOVED = 3e-5;

  private static final int SIZE = 4;
  private static final List<String> ERASURES = List.of("none", "last@100%", "all@50%");

  /** The first seeds whose draws are clear, one for each erasure; 1 where nothing is said. */
  private static final Map<String, List<Integer>> SEEDS =
      Map.ofEntries(
          Map.entry("resnet", List.of(2, 1, 1)),
          Map.entry("preresnet", List.of(1, 1, 2)),
          Map.entry("resnext", List.of(3, 1, 1)),
          Map.entry("nin", List.of(3, 1, 1)),
          Map.entry("googlenet", List.of(7, 6, 2)),
          Map.entry("msra", List.of(1, 2, 1)),
          Map.entry("inception-v2", List.of(4, 4, 4)),
          Map.entry("inception-v3", List.of(110, 66, 28)),
          Map.entry("inception-v4", List.of(151, 76, 169)),
          Map.entry("inception-resnet-v2", List.of(70, 52, 40)),
          Map.entry("inception-resnet-v1", List.of(17, 25, 3)));

  /**
   * Give a small member of every family, and one of every word that changes a family's modules,
   * with nothing, its last and all rectifiers erased.
   */
  public static List<FamilyMember> all() {
    List<FamilyMember> all = new ArrayList<>();
    for (Family family : Architectures.families()) {
      List<Integer> seeds = SEEDS.getOrDefault(family.head(), List.of(1, 1, 1));
      all.addAll(erased(family.tiny(4), seeds, family.title().contains("Inception")));
    }
    for (WordMember member : WordMember.ALL) {
      all.addAll(erased(member.network(4), member.seeds(), member.spec().contains("inception")));
    }
    return all;
  }

  private static List<FamilyMember> erased(Network member, List<Integer> seeds, boolean gentle) {
    Network network = still(member);
    List<FamilyMember> all = new ArrayList<>();
    for (int i = 0; i < ERASURES.size(); i++) {
      Network erased = Erasure.parse(ERASURES.get(i)).applyTo(network);
      String name = network.name() + " " + ERASURES.get(i);
      all.add(
          new FamilyMember(
              new Network(name, erased.nodes(), erased.modules()), seeds.get(i), gentle));
    }
    return all;
  }

  static Network still(Network network) {
    List<Node> nodes = new ArrayList<>();
    for (Node node : network.nodes()) {
      nodes.add(node instanceof Node.Dropout n ? new Node.Dropout(n.name(), n.input(), 0) : node);
    }
    return new Network(network.name(), nodes, network.modules());
  }

  /** Give the weights to begin with. */
  Snapshot weights() {
    return gentle ? Given.gentleWeights(network, seed) : Given.weights(network, seed);
  }

  /** Give the three steps. */
  Trial trial() {
    return new Trial(
        Given.labelled(network, SIZE, seed), LearningRule.sgd(0.9, true, 5e-4), 0.01, 0.01, 0.002);
  }

  /** Measure what float32 does to the three steps. */
  Conditioning conditioning() {
    return Conditioning.of(network, weights(), trial());
  }

  @Override
  public String toString() {
    return network.toString();
  }
}
