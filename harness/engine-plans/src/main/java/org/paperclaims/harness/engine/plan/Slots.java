package org.paperclaims.harness.engine.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.RectifierKind;

/**
 * The nodes of a network that do something, numbered in order: a node's number is the slot of what
 * it puts out. Erased rectifiers have none; who reads one reads its operand.
 */
public final class Slots {
  private final List<Node> nodes;
  private final int[][] inputs;
  private final int[] readers;
  private final int output;

  private Slots(List<Node> nodes, int[][] inputs, int[] readers, int output) {
    this.nodes = List.copyOf(nodes);
    this.inputs = inputs;
    this.readers = readers;
    this.output = output;
  }

  /** Number the nodes of a network; slot 0 is its input. */
  public static Slots of(Network network) {
    Map<String, Integer> slotOf = new HashMap<>();
    List<Node> nodes = new ArrayList<>();
    for (Node node : network.nodes()) {
      if (isIdentity(node)) {
        slotOf.put(node.name(), slotOf(slotOf, node.inputs().get(0)));
      } else {
        slotOf.put(node.name(), nodes.size());
        nodes.add(node);
      }
    }
    int[][] inputs = new int[nodes.size()][];
    int[] readers = new int[nodes.size()];
    for (int slot = 0; slot < inputs.length; slot++) {
      inputs[slot] =
          nodes.get(slot).inputs().stream().mapToInt(name -> slotOf(slotOf, name)).toArray();
      Arrays.stream(inputs[slot]).forEach(input -> readers[input]++);
    }
    int output = slotOf(slotOf, network.nodes().get(network.nodes().size() - 1).name());
    readers[output]++;
    return new Slots(nodes, inputs, readers, output);
  }

  private static int slotOf(Map<String, Integer> slots, String name) {
    Integer slot = slots.get(name);
    if (slot == null) {
      throw new IllegalArgumentException("no node " + name);
    }
    return slot;
  }

  private static boolean isIdentity(Node node) {
    return node instanceof Node.Rectifier r && r.effect() instanceof RectifierKind.Identity;
  }

  /** Count them. */
  public int count() {
    return nodes.size();
  }

  /** Give the node that fills a slot. */
  public Node node(int slot) {
    return nodes.get(slot);
  }

  /** Give the slots that a node reads, in the order of its operands. */
  public int[] inputs(int slot) {
    return inputs[slot].clone();
  }

  /** Tell whether what a node puts out is read once, by one node. */
  public boolean isReadOnce(int slot) {
    return readers[slot] == 1;
  }

  /** Give the last node that reads a slot; {@link #count()} for what the network puts out. */
  public int lastReader(int slot) {
    if (slot == output) {
      return count();
    }
    int last = slot;
    for (int reader = slot + 1; reader < count(); reader++) {
      int operand = slot;
      if (Arrays.stream(inputs[reader]).anyMatch(input -> input == operand)) {
        last = reader;
      }
    }
    return last;
  }

  /** Give the slot of what the network puts out. */
  public int output() {
    return output;
  }
}
