package org.paperclaims.architectures.diagram;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.paperclaims.architectures.Module;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Node;

/**
 * A row of a diagram: a module, or the nodes between two modules.
 *
 * @param label the module's name, or the first words of the nodes' names
 * @param nodes neighbours in the network's order
 */
record DiagramPart(String label, Optional<Module> module, List<Node> nodes) {

  /** Cut a network into rows. */
  static List<DiagramPart> of(Network network) {
    Map<String, Module> modules =
        network.modules().stream().collect(Collectors.toMap(Module::name, Function.identity()));
    List<DiagramPart> parts = new ArrayList<>();
    List<Node> row = new ArrayList<>();
    Optional<Module> current = Optional.empty();
    for (Node node : network.nodes()) {
      Optional<Module> module = module(modules, node.name());
      if (!module.equals(current) && !row.isEmpty()) {
        parts.add(part(current, row));
        row.clear();
      }
      current = module;
      row.add(node);
    }
    parts.add(part(current, row));
    return parts;
  }

  /** Put neighbouring rows together that look the same, whatever is erased in them. */
  static List<List<DiagramPart>> folded(List<DiagramPart> parts) {
    List<List<DiagramPart>> folds = new ArrayList<>();
    String last = "";
    for (DiagramPart part : parts) {
      String look = part.look();
      if (part.module.isEmpty() || folds.isEmpty() || !look.equals(last)) {
        folds.add(new ArrayList<>());
      }
      folds.get(folds.size() - 1).add(part);
      last = part.module.isEmpty() ? "" : look;
    }
    return folds;
  }

  /** List the nodes outside the part that its nodes read, in the order of reading. */
  List<String> ports() {
    Set<String> own = nodes.stream().map(Node::name).collect(Collectors.toSet());
    Set<String> ports = new LinkedHashSet<>();
    nodes.forEach(n -> n.inputs().stream().filter(i -> !own.contains(i)).forEach(ports::add));
    return List.copyOf(ports);
  }

  /** Tell whether a rectifier of the part is erased. */
  boolean treated() {
    return nodes.stream().anyMatch(n -> n instanceof Node.Rectifier r && r.erased());
  }

  private String look() {
    List<String> sources = new ArrayList<>(ports());
    StringBuilder look = new StringBuilder();
    for (Node node : nodes) {
      sources.add(node.name());
      look.append(DiagramLabel.of(node));
      node.inputs().forEach(i -> look.append(' ').append(sources.indexOf(i)));
      look.append(';');
    }
    return look.toString();
  }

  private static DiagramPart part(Optional<Module> module, List<Node> row) {
    String label =
        module
            .map(Module::name)
            .orElseGet(
                () ->
                    row.stream()
                        .map(n -> n.name().split("\\.", 2)[0])
                        .distinct()
                        .collect(Collectors.joining(", ")));
    return new DiagramPart(label, module, List.copyOf(row));
  }

  private static Optional<Module> module(Map<String, Module> modules, String node) {
    for (int dot = node.lastIndexOf('.'); dot > 0; dot = node.lastIndexOf('.', dot - 1)) {
      Module module = modules.get(node.substring(0, dot));
      if (module != null) {
        return Optional.of(module);
      }
    }
    return Optional.empty();
  }
}
