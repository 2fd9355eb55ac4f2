package org.paperclaims.architectures.spec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.paperclaims.architectures.Module;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.PoolKind;
import org.paperclaims.architectures.RectifierKind;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.Shapes;
import org.paperclaims.architectures.Window;

/**
 * A network while it is drawn. Each method adds a node behind others and gives the node's name
 * back; channels are worked out, so that a family's code reads like its paper's table.
 */
public final class Draft {
  /** How {@link #convUnit} puts a convolution, its normalisation and its rectifier together. */
  public enum Units {
    /** Convolution with bias - ReLU. */
    BIASED(true, false, 1e-5),
    /** Convolution without bias - BN - ReLU. */
    NORMALISED(false, true, 1e-5),
    /** Convolution with bias - BN - ReLU: the bias does nothing, but is counted. */
    BIASED_AND_NORMALISED(true, true, 1e-5),
    /** Convolution without bias - BN - ReLU with the larger epsilon of TensorFlow's Inceptions. */
    INCEPTION(false, true, 1e-3);

    private final boolean bias;
    private final boolean batchNorm;
    private final double epsilon;

    Units(boolean bias, boolean batchNorm, double epsilon) {
      this.bias = bias;
      this.batchNorm = batchNorm;
      this.epsilon = epsilon;
    }
  }

  private static final double MOMENTUM = 0.1;

  private final String spec;
  private final RectifierKind rectifier;
  private final Units units;
  private final int width;
  private final int publishedWidth;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Module> modules = new ArrayList<>();
  private final Map<String, Shape> shapes = new HashMap<>();

  /** Begin a network whose code gives the widths itself. */
  public Draft(String spec, Shape input, RectifierKind rectifier) {
    this(spec, input, rectifier, Units.NORMALISED, OptionalInt.empty(), 1);
  }

  /**
   * Begin a network whose code gives the published widths, which are scaled.
   *
   * @param width what {@code publishedWidth} becomes, and all other widths with it; rounded up
   */
  public Draft(
      String spec,
      Shape input,
      RectifierKind rectifier,
      Units units,
      OptionalInt width,
      int publishedWidth) {
    this.spec = spec;
    this.rectifier = rectifier;
    this.units = units;
    this.width = width.orElse(publishedWidth);
    this.publishedWidth = publishedWidth;
    put(new Node.Input("input", input));
  }

  /** Give the name of the node that examples come in by. */
  public String input() {
    return "input";
  }

  /** Add a convolution without bias. */
  public String conv(String name, String from, int out, Window window) {
    return conv(name, from, out, window, 1, false);
  }

  /** Add a convolution; {@code out} is a published width, which is scaled. */
  public String conv(String name, String from, int out, Window window, int groups, boolean bias) {
    return put(new Node.Conv(name, from, channels(from), scaled(out), window, groups, bias));
  }

  /** Add a 1x1 convolution with bias to one map an output, which no width scales. */
  public String maps(String name, String from, int outputs) {
    return maps(name, from, outputs, Window.valid(1, 1));
  }

  /** Add a convolution with bias to one map an output, which no width scales. */
  public String maps(String name, String from, int outputs, Window window) {
    return put(new Node.Conv(name, from, channels(from), outputs, window, 1, true));
  }

  /** Scale a published width to this network's, rounded up. */
  public int scaled(int published) {
    return Math.toIntExact(((long) published * width + publishedWidth - 1) / publishedWidth);
  }

  /** Add batch normalisation with the epsilon of this network's units. */
  public String batchNorm(String name, String from) {
    return put(new Node.BatchNorm(name, from, channels(from), units.epsilon, MOMENTUM));
  }

  /** Add a rectifier of this network's kind, which a claim can erase if a module names it. */
  public String rectifier(String name, String from) {
    return put(new Node.Rectifier(name, from, rectifier));
  }

  /** Add {@code part.conv}, {@code part.bn} where units have one, and {@code part.rectifier}. */
  public String convUnit(String part, String from, int out, Window window) {
    return rectifier(part + ".rectifier", linearUnit(part, from, out, window));
  }

  /** Add a unit without its rectifier. */
  public String linearUnit(String part, String from, int out, Window window) {
    return normalised(part + ".bn", unitConv(part + ".conv", from, out, window, 1));
  }

  /** Add a convolution with a bias where units have one. */
  public String unitConv(String name, String from, int out, Window window, int groups) {
    return conv(name, from, out, window, groups, units.bias);
  }

  /** Add batch normalisation, or nothing where units have none. */
  public String normalised(String name, String from) {
    return units.batchNorm ? batchNorm(name, from) : from;
  }

  /** Add ImageNet's residual stem: conv7x7/2 - BN - ReLU - maxpool3x3/2. */
  public String imageNetStem(int out) {
    return maxPool3("stem.pool", convUnit("stem", input(), out, Window.square(7, 2, 3)), 1, false);
  }

  /** Add max pooling; with {@code ceil}, a window that reaches beyond the edge counts. */
  public String maxPool(String name, String from, Window window, boolean ceil) {
    return put(new Node.Pool(name, from, PoolKind.MAX, window, ceil, false));
  }

  /** Add average pooling; with {@code countPadding}, zeros around the picture are averaged too. */
  public String averagePool(
      String name, String from, Window window, boolean ceil, boolean countPadding) {
    return put(new Node.Pool(name, from, PoolKind.AVERAGE, window, ceil, countPadding));
  }

  /** Add max pooling of 3x3 pixels with stride 2. */
  public String maxPool3(String name, String from, int pad, boolean ceil) {
    return maxPool(name, from, Window.square(3, 2, pad), ceil);
  }

  /** Add the average over each channel's pixels. */
  public String globalPool(String name, String from) {
    return put(new Node.GlobalAveragePool(name, from));
  }

  /** Add a linear map with bias. */
  public String linear(String name, String from, int out) {
    return put(new Node.Linear(name, from, shape(from).size(), out, true));
  }

  /** Add a sum of tensors of one shape. */
  public String add(String name, String... from) {
    return put(Node.Add.of(name, from));
  }

  /** Add a sum of tensors, each times its scale. */
  public String add(String name, List<String> from, List<Double> scales) {
    return put(new Node.Add(name, from, scales));
  }

  /** Add {@code left + scale * right}. */
  public String addScaled(String name, String left, String right, double scale) {
    return addScaled(name, left, 1, right, scale);
  }

  /** Add {@code leftScale * left + rightScale * right}. */
  public String addScaled(
      String name, String left, double leftScale, String right, double rightScale) {
    return put(new Node.Add(name, List.of(left, right), List.of(leftScale, rightScale)));
  }

  /** Add {@code sigmoid(gate + offset) * input}. */
  public String gate(String name, String gate, String input, double offset) {
    return put(new Node.Gate(name, gate, input, offset));
  }

  /** Add max pooling into n x n bins for each level n, one behind the other (He et al. 2014). */
  public String pyramidPool(String name, String from, List<Integer> levels) {
    return put(new Node.PyramidPool(name, from, levels));
  }

  /** Add a map of the middle of the picture that a node puts out. */
  public String centreMap(String name, String from, double sigma) {
    return put(new Node.CentreMap(name, from, sigma));
  }

  /** Add tensors one behind the other, by their channels. */
  public String concat(String name, String... from) {
    return put(new Node.Concat(name, Arrays.asList(from)));
  }

  /** Add dropout, or nothing at rate 0. */
  public String dropout(String name, String from, double rate) {
    return rate == 0 ? from : put(new Node.Dropout(name, from, rate));
  }

  /**
   * Add shortcut A: every pixel that the stride meets, and zeros for the new channels.
   *
   * @param zerosBefore how many of the new channels stand before the input's
   */
  public String padShortcut(String name, String from, int out, int stride, int zerosBefore) {
    return put(new Node.PadShortcut(name, from, channels(from), out, stride, zerosBefore));
  }

  /** Add local response normalisation across channels (Krizhevsky et al. 2012, section 3.3). */
  public String localResponseNorm(
      String name, String from, int size, double alpha, double beta, double k) {
    return put(new Node.LocalResponseNorm(name, from, size, alpha, beta, k));
  }

  /** Add Krizhevsky's two hidden linear layers, each with a rectifier and dropout 0.5. */
  public String hiddenLinear(String from, int out) {
    String x = from;
    for (int layer = 1; layer <= 2; layer++) {
      String name = "classifier" + layer;
      x = rectifier(name + ".rectifier", linear(name + ".linear", x, scaled(out)));
      x = dropout(name + ".dropout", x, 0.5);
    }
    return x;
  }

  /** Declare a module of one path. */
  public void module(String name, String... rectifiers) {
    modules.add(Module.of(name, rectifiers));
  }

  /** Declare a module of several paths. */
  public void module(String name, List<List<String>> paths) {
    modules.add(new Module(name, paths));
  }

  /** Give the shape of what a node puts out for one example. */
  public Shape shape(String node) {
    Shape shape = shapes.get(node);
    if (shape == null) {
      throw new IllegalArgumentException(spec + " has no node " + node);
    }
    return shape;
  }

  /** Give the channels of what a node puts out. */
  public int channels(String node) {
    return shape(node).channels();
  }

  /** Give the network: the node that was added last is its output. */
  public Network network() {
    return new Network(spec, nodes, modules);
  }

  private String put(Node node) {
    shapes.put(node.name(), Shapes.of(node, node.inputs().stream().map(this::shape).toList()));
    nodes.add(node);
    return node.name();
  }
}
