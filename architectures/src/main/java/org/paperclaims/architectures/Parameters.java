package org.paperclaims.architectures;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lists the tensors that a node owns. */
final class Parameters {
  private Parameters() {}

  static List<Parameter> of(Node node, Map<String, Shape> shapes) {
    List<Parameter> all = new ArrayList<>();
    if (node instanceof Node.Conv n) {
      Window w = n.window();
      add(
          all,
          node,
          Parameter.Role.WEIGHT,
          n.outChannels(),
          n.inChannels() / n.groups(),
          w.kernelHeight(),
          w.kernelWidth());
      if (n.bias()) {
        add(all, node, Parameter.Role.BIAS, n.outChannels());
      }
    } else if (node instanceof Node.Linear n) {
      add(all, node, Parameter.Role.WEIGHT, n.out(), n.in());
      if (n.bias()) {
        add(all, node, Parameter.Role.BIAS, n.out());
      }
    } else if (node instanceof Node.BatchNorm n) {
      add(all, node, Parameter.Role.GAMMA, n.channels());
      add(all, node, Parameter.Role.BETA, n.channels());
      add(all, node, Parameter.Role.MEAN, n.channels());
      add(all, node, Parameter.Role.VARIANCE, n.channels());
    } else if (node instanceof Node.Rectifier n && n.kind() instanceof RectifierKind.PRelu) {
      Shape shape = shapes.get(node.name());
      if (shape != null) {
        add(all, node, Parameter.Role.SLOPE, shape.channels());
      }
    }
    return all;
  }

  private static void add(List<Parameter> all, Node node, Parameter.Role role, Integer... shape) {
    all.add(
        new Parameter(
            node.name() + "." + role.name().toLowerCase(Locale.ROOT),
            node.name(),
            role,
            List.of(shape)));
  }
}
