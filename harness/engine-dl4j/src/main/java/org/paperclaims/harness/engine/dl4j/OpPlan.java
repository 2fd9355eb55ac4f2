package org.paperclaims.harness.engine.dl4j;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.PoolKind;
import org.paperclaims.architectures.RectifierKind;
import org.paperclaims.harness.engine.EngineException;

/** A network as a list of steps, one a node; erased rectifiers vanish. */
final class OpPlan {
  private final Network network;
  private final OpMachine machine;
  private final List<OpStep> steps = new ArrayList<>();
  private final Map<String, DeviceSlot> slots = new HashMap<>();
  private final DeviceSlot input;

  OpPlan(Network network, OpMachine machine) {
    this.network = network;
    this.machine = machine;
    List<Node> nodes = network.nodes();
    input = DeviceSlot.input(network.input());
    slots.put(nodes.get(0).name(), input);
    for (int i = 1; i < nodes.size(); i++) {
      slots.put(nodes.get(i).name(), compile(nodes.get(i), i));
    }
  }

  List<OpStep> steps() {
    return steps;
  }

  DeviceSlot input() {
    return input;
  }

  DeviceSlot output() {
    return slot(network.nodes().get(network.nodes().size() - 1).name());
  }

  private DeviceSlot slot(String name) {
    DeviceSlot slot = slots.get(name);
    if (slot == null) {
      throw new IllegalStateException("no slot for " + name);
    }
    return slot;
  }

  private DeviceSlot compile(Node node, int index) {
    List<DeviceSlot> in = node.inputs().stream().map(this::slot).toList();
    if (node instanceof Node.Rectifier r && r.effect() instanceof RectifierKind.Identity) {
      return in.get(0);
    }
    OpStep step = step(node, index, in);
    steps.add(step);
    return step.out();
  }

  private OpStep step(Node node, int index, List<DeviceSlot> in) {
    DeviceSlot first = in.get(0);
    if (node instanceof Node.Conv n) {
      return ConvOps.of(n, machine, first, network.shape(n.name()));
    } else if (node instanceof Node.Linear n) {
      return ConvOps.of(n, machine, first);
    } else if (node instanceof Node.BatchNorm n) {
      return new BatchNormOps(n, machine, first);
    } else if (node instanceof Node.Rectifier n) {
      return n.kind() instanceof RectifierKind.Relu
          ? new ReluOps(machine, first)
          : new SlopedRectifierOps(n, index, machine, first);
    } else if (node instanceof Node.Add n) {
      return new AddOps(n, machine, in);
    } else if (node instanceof Node.GlobalAveragePool) {
      return new GlobalAveragePoolOps(machine, first);
    } else if (node instanceof Node.PadShortcut n) {
      return new PadShortcutOps(n, machine, first, network.shape(n.name()));
    } else if (node instanceof Node.Pool n) {
      PaddedWindows windows = new PaddedWindows(n, first.shape(), network.shape(n.name()));
      return n.kind() == PoolKind.MAX
          ? new MaxPoolOps(windows, machine, first)
          : new AveragePoolOps(windows, machine, first);
    } else if (node instanceof Node.Concat n) {
      return new ConcatOps(machine, in, network.shape(n.name()));
    } else if (node instanceof Node.Dropout n) {
      return new DropoutOps(n, index, machine, first);
    } else if (node instanceof Node.LocalResponseNorm n) {
      return new LocalResponseNormOps(n, machine, first);
    } else if (node instanceof Node.Gate n) {
      return new GateOps(n, machine, first, in.get(1));
    } else if (node instanceof Node.CentreMap n) {
      return new CentreMapOps(n, first, network.shape(n.name()));
    } else if (node instanceof Node.PyramidPool n) {
      return new PyramidPoolOps(n, machine, first, network.shape(n.name()));
    }
    throw new EngineException.Unsupported(
        "the dl4j engine has no operations for node "
            + node.name()
            + " of "
            + network.name()
            + ": "
            + node);
  }
}
