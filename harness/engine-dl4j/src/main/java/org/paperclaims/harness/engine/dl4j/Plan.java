package org.paperclaims.harness.engine.dl4j;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.RectifierKind;
import org.paperclaims.harness.engine.EngineException;

/**
 * A network as a list of steps. Erased rectifiers vanish; a rectifier or an addition after a batch
 * normalisation becomes part of it where nothing else reads the number in between.
 */
final class Plan {
  private final Network network;
  private final Machine machine;
  private final List<Step> steps = new ArrayList<>();
  private final Map<String, Slot> slots = new HashMap<>();
  private final Map<Slot, BatchNormStep> norms = new HashMap<>();
  private final Map<String, Integer> readers = new HashMap<>();
  private final Slot input;

  Plan(Network network, Machine machine) {
    this.network = network;
    this.machine = machine;
    for (Node node : network.nodes()) {
      if (!isIdentity(node)) {
        node.inputs().forEach(i -> readers.merge(source(i), 1, Integer::sum));
      }
    }
    readers.merge(source(last().name()), 1, Integer::sum);
    input = new Slot(network.input());
    List<Node> nodes = network.nodes();
    slots.put(nodes.get(0).name(), input);
    for (int i = 1; i < nodes.size(); i++) {
      slots.put(nodes.get(i).name(), compile(nodes.get(i), i));
    }
  }

  List<Step> steps() {
    return steps;
  }

  Slot input() {
    return input;
  }

  Slot output() {
    return slot(last().name());
  }

  private Node last() {
    return network.nodes().get(network.nodes().size() - 1);
  }

  private static boolean isIdentity(Node node) {
    return node instanceof Node.Rectifier r && r.effect() instanceof RectifierKind.Identity;
  }

  /** Find the node whose number this is, past erased rectifiers. */
  private String source(String name) {
    Node node = network.node(name);
    return isIdentity(node) ? source(node.inputs().get(0)) : name;
  }

  private Slot slot(String name) {
    Slot slot = slots.get(name);
    if (slot == null) {
      throw new IllegalStateException("no slot for " + name);
    }
    return slot;
  }

  private boolean readOnce(String name) {
    return readers.getOrDefault(source(name), 0) == 1;
  }

  private Slot compile(Node node, int index) {
    List<Slot> in = node.inputs().stream().map(this::slot).toList();
    if (isIdentity(node)) {
      return in.get(0);
    }
    if (node instanceof Node.Rectifier n && n.kind() instanceof RectifierKind.Relu) {
      BatchNormStep norm = norms.get(in.get(0));
      if (norm != null && !norm.hasRelu() && readOnce(n.input())) {
        norm.rectify();
        return in.get(0);
      }
    }
    if (node instanceof Node.Add n && n.scales().equals(List.of(1.0, 1.0))) {
      for (int i = 1; i >= 0; i--) {
        BatchNormStep norm = norms.get(in.get(i));
        if (norm != null && norm.isBare() && readOnce(n.inputs().get(i))) {
          norm.addShortcut(in.get(1 - i));
          // Nothing has read the sum yet, so the step may wait until the shortcut is there.
          steps.remove(norm);
          steps.add(norm);
          return in.get(i);
        }
      }
    }
    Step step = step(node, index, in);
    steps.add(step);
    if (step instanceof BatchNormStep norm) {
      norms.put(step.out(), norm);
    }
    return step.out();
  }

  private Step step(Node node, int index, List<Slot> in) {
    if (node instanceof Node.Conv n) {
      return ConvStep.of(n, machine, in.get(0), network.shape(n.name()), in.get(0) != input);
    } else if (node instanceof Node.Linear n) {
      return ConvStep.of(n, machine, in.get(0), in.get(0) != input);
    } else if (node instanceof Node.BatchNorm n) {
      return new BatchNormStep(n, machine, in.get(0));
    } else if (node instanceof Node.Rectifier n) {
      return new RectifierStep(n, index, machine, in.get(0));
    } else if (node instanceof Node.Add n) {
      return new AddStep(n, machine, in);
    } else if (node instanceof Node.GlobalAveragePool) {
      return new GlobalAveragePoolStep(machine, in.get(0));
    } else if (node instanceof Node.PadShortcut n) {
      return new PadShortcutStep(n, machine, in.get(0), network.shape(n.name()));
    } else if (node instanceof Node.Pool n) {
      return new PoolStep(n, machine, in.get(0), network.shape(n.name()));
    } else if (node instanceof Node.Concat n) {
      return new ConcatStep(machine, in, network.shape(n.name()));
    } else if (node instanceof Node.Dropout n) {
      return new DropoutStep(n, index, machine, in.get(0));
    } else if (node instanceof Node.LocalResponseNorm n) {
      return new LocalResponseNormStep(n, machine, in.get(0));
    } else if (node instanceof Node.Gate n) {
      return new GateStep(n, machine, in.get(0), in.get(1));
    } else if (node instanceof Node.CentreMap n) {
      return new CentreMapStep(n, machine, in.get(0), network.shape(n.name()));
    } else if (node instanceof Node.PyramidPool n) {
      return new PyramidPoolStep(n, machine, in.get(0), network.shape(n.name()));
    }
    throw new EngineException.Unsupported(
        "the dl4j engine has no code for node "
            + node.name()
            + " of "
            + network.name()
            + ": "
            + node);
  }
}
