package org.paperclaims.harness.engine.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.Parameter;
import org.paperclaims.architectures.RectifierKind;
import org.paperclaims.harness.engine.LearningRule;

/**
 * A network in float64 and plain loops: the SPI's semantics in the form that is easiest to check.
 * Slow, and right: its gradients are checked against finite differences and its numbers against
 * PyTorch's in float64.
 */
public final class Oracle {
  private final Network network;
  private final long seed;
  private final Arithmetic arithmetic;
  private final Map<String, double[]> tensors = new LinkedHashMap<>();
  private final Map<String, double[]> gradients = new LinkedHashMap<>();
  private final Map<String, double[]> momenta = new LinkedHashMap<>();
  private final Map<String, double[]> squares = new LinkedHashMap<>();
  private final Map<String, double[]> averages = new LinkedHashMap<>();
  private long step;
  private boolean batchStatistics;
  private boolean random;
  private Map<String, Volume> volumes = Map.of();
  private Map<String, double[]> numbers = tensors;

  /**
   * Make an oracle for a network, with all numbers zero.
   *
   * @param seed of dropout masks and RReLU slopes
   */
  public Oracle(Network network, long seed) {
    this(network, seed, Arithmetic.FLOAT64);
  }

  /** Make an oracle that computes in another precision. */
  Oracle(Network network, long seed, Arithmetic arithmetic) {
    this.network = network;
    this.seed = seed;
    this.arithmetic = arithmetic;
    for (Parameter p : network.parameters()) {
      tensors.put(p.name(), new double[p.size()]);
      if (p.role().trainable()) {
        gradients.put(p.name(), new double[p.size()]);
        momenta.put(p.name(), new double[p.size()]);
        squares.put(p.name(), new double[p.size()]);
      }
    }
  }

  /** Give a tensor's numbers, to read or to change. */
  public double[] tensor(String name) {
    return named(tensors, name);
  }

  /** Give the gradient that {@link #gradients} left for a trainable tensor. */
  public double[] gradient(String name) {
    return named(gradients, name);
  }

  /** Give the momentum of a trainable tensor, to read or to change. */
  public double[] momentum(String name) {
    return named(momenta, name);
  }

  /** Give the mean squares of a trainable tensor's gradients, to read or to change. */
  public double[] squares(String name) {
    return named(squares, name);
  }

  /** Give the moving average of a tensor, once a step has been taken that averages. */
  public double[] average(String name) {
    return named(averages, name);
  }

  /** Give what a node put out when it was last computed. */
  Volume volume(String node) {
    return volume(volumes, node);
  }

  /** Count the steps taken. */
  public long step() {
    return step;
  }

  /** Say how many steps were taken before. */
  void step(long steps) {
    this.step = steps;
  }

  private static double[] named(Map<String, double[]> all, String name) {
    double[] found = all.get(name);
    if (found == null) {
      throw new IllegalArgumentException("the network has no tensor " + name);
    }
    return found;
  }

  /** Compute the outputs with running statistics, and the average if there is one; row major. */
  public double[] predict(double[] inputs, int size) {
    numbers = averages.isEmpty() ? tensors : averages;
    try {
      return last(forward(inputs, size, false, false)).value;
    } finally {
      numbers = tensors;
    }
  }

  /** Compute the outputs with the batch's statistics and no dropout, changing nothing. */
  public double[] predictWithBatchStatistics(double[] inputs, int size) {
    return last(forward(inputs, size, true, false)).value;
  }

  /**
   * Compute the loss of a batch and the gradient of every trainable tensor, and move the running
   * statistics: all of a training step but the descent.
   */
  public double gradients(double[] inputs, int size, Goal goal) {
    return gradients(inputs, size, goal, 0);
  }

  private double gradients(double[] inputs, int size, Goal goal, double smoothing) {
    forward(inputs, size, true, true);
    Volume output = last(volumes);
    double loss = Loss.of(output, goal, smoothing);
    gradients.values().forEach(g -> java.util.Arrays.fill(g, 0));
    List<Node> nodes = new ArrayList<>(network.nodes());
    java.util.Collections.reverse(nodes);
    for (Node node : nodes) {
      if (!(node instanceof Node.Input)) {
        arithmetic.round(volume(node.name()).gradient);
        kernel(node).backward(operands(node, volumes), volume(node.name()));
      }
    }
    gradients.values().forEach(arithmetic::round);
    for (Node node : network.nodes()) {
      if (node instanceof Node.BatchNorm n) {
        new BatchNormKernel(n, tensors, gradients, true, arithmetic)
            .moveStatistics(operands(node, volumes).get(0));
      }
    }
    tensors.values().forEach(arithmetic::round);
    return loss;
  }

  /** Take a step, and give the loss before it. */
  public double train(double[] inputs, int size, Goal goal, double rate, LearningRule rule) {
    double loss = gradients(inputs, size, goal, rule.labelSmoothing());
    step++;
    RuleStep taken = RuleStep.of(rule, rate, step, gradients.values());
    for (Parameter p : network.trainable()) {
      String name = p.name();
      taken.move(p, tensor(name), gradient(name), momentum(name), squares(name));
      arithmetic.round(momentum(name));
      arithmetic.round(squares(name));
      arithmetic.round(tensor(name));
    }
    if (rule.averages()) {
      tensors.forEach(
          (name, tensor) -> {
            double[] average = averages.computeIfAbsent(name, n -> tensor.clone());
            taken.average(average, tensor);
            arithmetic.round(average);
          });
    }
    return loss;
  }

  private Map<String, Volume> forward(
      double[] inputs, int size, boolean batchStatistics, boolean random) {
    this.batchStatistics = batchStatistics;
    this.random = random;
    volumes = new HashMap<>();
    for (Node node : network.nodes()) {
      Volume out = new Volume(size, network.shape(node.name()));
      if (node instanceof Node.Input) {
        if (inputs.length != out.value.length) {
          throw new IllegalArgumentException(
              network.name() + " reads " + network.input() + " times " + size);
        }
        System.arraycopy(inputs, 0, out.value, 0, inputs.length);
      } else {
        kernel(node).forward(operands(node, volumes), out);
        arithmetic.round(out.value);
      }
      volumes.put(node.name(), out);
    }
    return volumes;
  }

  private Kernel kernel(Node node) {
    if (node instanceof Node.Conv n) {
      return new ConvKernel(n, numbers, gradients, arithmetic);
    } else if (node instanceof Node.BatchNorm n) {
      return new BatchNormKernel(n, numbers, gradients, batchStatistics, arithmetic);
    } else if (node instanceof Node.Rectifier n) {
      return new RectifierKernel(n.name(), n.effect(), numbers, gradients, draws(n));
    } else if (node instanceof Node.Pool n) {
      return new PoolKernel(n);
    } else if (node instanceof Node.Linear n) {
      return new LinearKernel(n, numbers, gradients, arithmetic);
    } else if (node instanceof Node.LocalResponseNorm n) {
      return new LocalResponseNormKernel(n);
    } else if (node instanceof Node.Gate n) {
      return new GateKernel(n);
    } else if (node instanceof Node.PyramidPool n) {
      return new PyramidPoolKernel(n);
    } else if (node instanceof Node.CentreMap n) {
      return new CentreMapKernel(n);
    }
    return new WiringKernel(node, draws(node));
  }

  /** Give the node's own source of random numbers for this step, or none outside training. */
  private java.util.Optional<SplittableRandom> draws(Node node) {
    boolean draws =
        node instanceof Node.Dropout
            || (node instanceof Node.Rectifier r && r.effect() instanceof RectifierKind.Drawn);
    return random && draws
        ? java.util.Optional.of(
            new SplittableRandom(seed * 31 + step * 1_000_003 + node.name().hashCode()))
        : java.util.Optional.empty();
  }

  private Volume last(Map<String, Volume> volumes) {
    return volume(volumes, network.nodes().get(network.nodes().size() - 1).name());
  }

  private static List<Volume> operands(Node node, Map<String, Volume> volumes) {
    return node.inputs().stream().map(i -> volume(volumes, i)).toList();
  }

  private static Volume volume(Map<String, Volume> volumes, String name) {
    Volume found = volumes.get(name);
    if (found == null) {
      throw new IllegalStateException(name + " was not computed");
    }
    return found;
  }
}
