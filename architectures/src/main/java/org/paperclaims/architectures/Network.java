package org.paperclaims.architectures;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * An immutable directed acyclic graph of {@link Node}s with one input and one output, the last
 * node. Nodes stand in an order in which each comes after its inputs.
 */
public final class Network {
  private final String name;
  private final List<Node> nodes;
  private final List<Module> modules;
  private final Map<String, Node> byName;
  private final Map<String, Shape> shapes;
  private final List<Parameter> parameters;

  /**
   * Check and make a network.
   *
   * @param name the architecture's spec, such as {@code resnet-56}
   * @param nodes the first is the only {@link Node.Input}, the last the output
   * @throws IllegalArgumentException if a name is used twice, an input is unknown or stands later,
   *     or shapes do not fit
   */
  public Network(String name, List<? extends Node> nodes, List<Module> modules) {
    this.name = name;
    this.nodes = List.copyOf(nodes);
    this.modules = List.copyOf(modules);
    this.byName = new HashMap<>();
    this.shapes = new HashMap<>();
    List<Parameter> tensors = new ArrayList<>();
    for (Node node : this.nodes) {
      if (node instanceof Node.Input != byName.isEmpty()) {
        throw new IllegalArgumentException(name + ": exactly the first node is the input");
      }
      List<Shape> inputs = new ArrayList<>();
      for (String input : node.inputs()) {
        Shape shape = shapes.get(input);
        if (shape == null) {
          throw new IllegalArgumentException(
              name + ": " + node.name() + " reads " + input + ", which does not stand before it");
        }
        inputs.add(shape);
      }
      if (byName.put(node.name(), node) != null) {
        throw new IllegalArgumentException(name + ": two nodes are called " + node.name());
      }
      shapes.put(node.name(), Shapes.of(node, inputs));
      tensors.addAll(Parameters.of(node, shapes));
    }
    this.parameters = List.copyOf(tensors);
    for (Module module : this.modules) {
      module.paths().stream().flatMap(List::stream).forEach(this::rectifier);
    }
  }

  /** Give the architecture's spec, such as {@code resnet-56}. */
  public String name() {
    return name;
  }

  /** Give the nodes, each after its inputs. */
  public List<Node> nodes() {
    return nodes;
  }

  /** Give the modules, from the input to the output. */
  public List<Module> modules() {
    return modules;
  }

  /** Give the node of that name. */
  public Node node(String nodeName) {
    Node node = byName.get(nodeName);
    if (node == null) {
      throw new IllegalArgumentException(name + " has no node " + nodeName);
    }
    return node;
  }

  /** Give the shape of what a node puts out for one example. */
  public Shape shape(String nodeName) {
    Shape shape = shapes.get(nodeName);
    if (shape == null) {
      throw new IllegalArgumentException(name + " has no node " + nodeName);
    }
    return shape;
  }

  /** Give the shape of one example. */
  public Shape input() {
    return shape(nodes.get(0).name());
  }

  /** Give the shape of the output: {@code classes x 1 x 1} for a classifier's logits. */
  public Shape output() {
    return shape(nodes.get(nodes.size() - 1).name());
  }

  /** Give every named tensor, running statistics included, in the order of the nodes. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** Give the tensors that training changes by gradient, in the order of the nodes. */
  public List<Parameter> trainable() {
    return parameters.stream().filter(p -> p.role().trainable()).toList();
  }

  /** Give the rectifiers, erased ones included, in the order of the nodes. */
  public List<Node.Rectifier> rectifiers() {
    return nodes.stream()
        .flatMap(n -> n instanceof Node.Rectifier r ? Stream.of(r) : Stream.empty())
        .toList();
  }

  /** Give the rectifier of that name. */
  public Node.Rectifier rectifier(String nodeName) {
    if (node(nodeName) instanceof Node.Rectifier rectifier) {
      return rectifier;
    }
    throw new IllegalArgumentException(name + ": " + nodeName + " is not a rectifier");
  }

  /** Give the same network with rectifiers changed; names, order and parameters stay. */
  public Network mapRectifiers(UnaryOperator<Node.Rectifier> change) {
    return new Network(
        name,
        nodes.stream().map(n -> n instanceof Node.Rectifier r ? change.apply(r) : n).toList(),
        modules);
  }

  /**
   * Give the part of the network that computes one node, which becomes the output. Used to look at
   * features before the classifier.
   */
  public Network upTo(String nodeName) {
    node(nodeName);
    Set<String> needed = new HashSet<>(Set.of(nodeName));
    Deque<Node> kept = new ArrayDeque<>();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      if (needed.contains(node.name())) {
        kept.addFirst(node);
        needed.addAll(node.inputs());
      }
    }
    return new Network(
        name,
        List.copyOf(kept),
        modules.stream().filter(m -> m.paths().stream().allMatch(needed::containsAll)).toList());
  }

  /**
   * Give the part of the network that computes what the output node reads: a classifier's features.
   *
   * @throws IllegalArgumentException if the output node reads more than one node
   */
  public Network features() {
    Node output = nodes.get(nodes.size() - 1);
    if (output.inputs().size() != 1) {
      throw new IllegalArgumentException(
          name + ": " + output.name() + " reads " + output.inputs() + ", not one node's features");
    }
    return upTo(output.inputs().get(0));
  }

  @Override
  public String toString() {
    return name + " " + input() + " -> " + output();
  }
}
