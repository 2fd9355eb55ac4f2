package org.paperclaims.architectures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A network while it is drawn. Each method adds a node behind others and gives the node's name
 * back; channels are worked out, so that a family's code reads like its paper's table.
 */
final class Draft {
  /** The usual values of batch normalisation (Torch's). */
  private static final double EPSILON = 1e-5;

  private static final double MOMENTUM = 0.1;

  private final String spec;
  private final RectifierKind rectifier;
  private final double epsilon;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Module> modules = new ArrayList<>();
  private final Map<String, Shape> shapes = new HashMap<>();

  Draft(String spec, Shape input, RectifierKind rectifier) {
    this(spec, input, rectifier, EPSILON);
  }

  Draft(String spec, Shape input, RectifierKind rectifier, double epsilon) {
    this.spec = spec;
    this.rectifier = rectifier;
    this.epsilon = epsilon;
    put(new Node.Input("input", input));
  }

  String input() {
    return "input";
  }

  /** Add a convolution without bias. */
  String conv(String name, String from, int out, Window window) {
    return conv(name, from, out, window, 1, false);
  }

  String conv(String name, String from, int out, Window window, int groups, boolean bias) {
    return put(new Node.Conv(name, from, channels(from), out, window, groups, bias));
  }

  String batchNorm(String name, String from) {
    return put(new Node.BatchNorm(name, from, channels(from), epsilon, MOMENTUM));
  }

  String rectifier(String name, String from) {
    return put(new Node.Rectifier(name, from, rectifier));
  }

  /** Add {@code part.conv}, {@code part.bn} and {@code part.rectifier}. */
  String convUnit(String part, String from, int out, Window window) {
    String conv = conv(part + ".conv", from, out, window);
    return rectifier(part + ".rectifier", batchNorm(part + ".bn", conv));
  }

  String maxPool(String name, String from, Window window, boolean ceil) {
    return put(new Node.Pool(name, from, PoolKind.MAX, window, ceil, false));
  }

  String averagePool(String name, String from, Window window, boolean ceil, boolean countPadding) {
    return put(new Node.Pool(name, from, PoolKind.AVERAGE, window, ceil, countPadding));
  }

  String globalPool(String name, String from) {
    return put(new Node.GlobalAveragePool(name, from));
  }

  /** Add a linear map with bias. */
  String linear(String name, String from, int out) {
    return put(new Node.Linear(name, from, shape(from).size(), out, true));
  }

  String add(String name, String... from) {
    return put(Node.Add.of(name, from));
  }

  /** Add {@code left + scale * right}. */
  String addScaled(String name, String left, String right, double scale) {
    return put(new Node.Add(name, List.of(left, right), List.of(1.0, scale)));
  }

  String concat(String name, String... from) {
    return put(new Node.Concat(name, Arrays.asList(from)));
  }

  /** Add dropout, or nothing at rate 0. */
  String dropout(String name, String from, double rate) {
    return rate == 0 ? from : put(new Node.Dropout(name, from, rate));
  }

  String padShortcut(String name, String from, int out, int stride) {
    return put(new Node.PadShortcut(name, from, channels(from), out, stride));
  }

  String localResponseNorm(String name, String from, int size, double alpha, double beta) {
    return put(new Node.LocalResponseNorm(name, from, size, alpha, beta, 1));
  }

  /** Declare a module of one path. */
  void module(String name, String... rectifiers) {
    modules.add(Module.of(name, rectifiers));
  }

  /** Declare a module of several paths. */
  void module(String name, List<List<String>> paths) {
    modules.add(new Module(name, paths));
  }

  Shape shape(String node) {
    Shape shape = shapes.get(node);
    if (shape == null) {
      throw new IllegalArgumentException(spec + " has no node " + node);
    }
    return shape;
  }

  int channels(String node) {
    return shape(node).channels();
  }

  Network network() {
    return new Network(spec, nodes, modules);
  }

  private String put(Node node) {
    shapes.put(node.name(), Shapes.of(node, node.inputs().stream().map(this::shape).toList()));
    nodes.add(node);
    return node.name();
  }
}
