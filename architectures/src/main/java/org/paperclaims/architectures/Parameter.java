package org.paperclaims.architectures;

import java.util.List;

/**
 * A named tensor of a network: something trained, or a running statistic.
 *
 * @param name node name, dot, role in lower case: {@code stage1.module1.bn1.gamma}
 * @param node the node it belongs to
 * @param shape sizes, outermost first; flat data is row major; at most 2^31 - 1 numbers
 */
public record Parameter(String name, String node, Role role, List<Integer> shape) {
  public Parameter {
    shape = List.copyOf(shape);
    Count.of(name, shape);
  }

  /** The purpose of a tensor. */
  public enum Role {
    /** Weight of a convolution (out x in x height x width) or of a linear map (out x in). */
    WEIGHT(true),
    BIAS(true),
    GAMMA(true),
    BETA(true),
    /** Slope of a PReLU, one a channel. */
    SLOPE(true),
    /** Running mean of a batch normalisation. */
    MEAN(false),
    /** Running variance of a batch normalisation. */
    VARIANCE(false);

    private final boolean trainable;

    Role(boolean trainable) {
      this.trainable = trainable;
    }

    /** Tell whether training changes it by gradient; the published counts count only these. */
    public boolean trainable() {
      return trainable;
    }
  }

  /** Count the numbers in the tensor. */
  public int size() {
    return Count.of(name, shape);
  }

  /** Count the inputs that feed one output: in x height x width of a weight; 1 for vectors. */
  public int fanIn() {
    return Count.of(name, shape.subList(1, shape.size()));
  }

  /** Count the outputs that one input feeds: out x height x width of a weight. */
  public int fanOut() {
    return shape.size() < 2 ? size() : size() / shape.get(1);
  }
}
