package org.paperclaims.architectures;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * How a network's tensors are drawn before training. The numbers of a tensor depend on the seed and
 * the tensor's name alone, so that both arms of a comparison start from identical weights, and two
 * engines from the same ones.
 *
 * <p>Convolutions, and linear maps that a rectifier follows, are normal with mean 0 and variance 2
 * / fan (He et al. 2015, arXiv 1502.01852, equations 10 and 14). The classifier is uniform within
 * {@code 1 / sqrt(inputs)}, Torch's default, which the published recipes leave as it is. Biases are
 * 0, gamma 1, beta 0, running mean 0 and variance 1; a PReLU's slope is the one its kind names.
 */
public enum Initialisation {
  /** Fan-in: what the paper's section 2.2 uses; forward signals keep their variance. */
  HE_NORMAL("he-normal", false, false),
  /**
   * Fan-out, kernel height x width x outputs: what fb.resnet.torch, which the ResNet, WRN and
   * EraseReLU experiments build on, uses; backward signals keep their variance.
   */
  HE_NORMAL_FAN_OUT("he-normal-fan-out", true, false),
  /**
   * Fan-in, and gamma 0 at the end of each residual branch (Goyal et al. 2017, 1706.02677, 5.1).
   */
  HE_NORMAL_ZERO_GAMMA("he-normal-zero-gamma", false, true),
  /** Fan-out, and gamma 0 at the end of each residual branch. */
  HE_NORMAL_FAN_OUT_ZERO_GAMMA("he-normal-fan-out-zero-gamma", true, true);

  private final String word;
  private final boolean fanOut;
  private final boolean zeroGamma;

  Initialisation(String word, boolean fanOut, boolean zeroGamma) {
    this.word = word;
    this.fanOut = fanOut;
    this.zeroGamma = zeroGamma;
  }

  /** Give the name in a recipe, such as {@code he-normal}. */
  public String word() {
    return word;
  }

  /**
   * Give the initialisation of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Initialisation named(String word) {
    return Arrays.stream(values())
        .filter(i -> i.word.equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no initialisation '"
                        + word
                        + "'; there are "
                        + String.join(
                            ", ", Arrays.stream(values()).map(Initialisation::word).toList())));
  }

  /**
   * Draw every tensor of {@link Network#parameters}, running statistics included.
   *
   * @return flat row-major numbers by parameter name, in the order of the parameters
   * @throws IllegalArgumentException for a zero-gamma initialisation of a network in which no batch
   *     normalisation ends a residual branch, such as a PreResNet
   */
  public Map<String, float[]> draw(Network network, long seed) {
    Set<String> branchEnds = zeroGamma ? branchEnds(network) : Set.of();
    String output = network.nodes().get(network.nodes().size() - 1).name();
    Map<String, float[]> tensors = new LinkedHashMap<>();
    for (Parameter parameter : network.parameters()) {
      float[] numbers = new float[parameter.size()];
      switch (parameter.role()) {
        case WEIGHT -> {
          Node node = network.node(parameter.node());
          if (node instanceof Node.Linear && node.name().equals(output)) {
            uniform(numbers, 1 / Math.sqrt(parameter.fanIn()), seed, parameter.name());
          } else {
            int fan = fanOut ? parameter.fanOut() : parameter.fanIn();
            normal(numbers, Math.sqrt(2.0 / fan), seed, parameter.name());
          }
        }
        case GAMMA -> Arrays.fill(numbers, branchEnds.contains(parameter.node()) ? 0 : 1);
        case VARIANCE -> Arrays.fill(numbers, 1);
        case SLOPE -> Arrays.fill(numbers, slope(network.rectifier(parameter.node()).kind()));
        case BIAS, BETA, MEAN -> {
          // Zero, as the array is.
        }
      }
      tensors.put(parameter.name(), numbers);
    }
    return tensors;
  }

  private static float slope(RectifierKind kind) {
    return kind instanceof RectifierKind.PRelu prelu ? (float) prelu.initialSlope() : 0;
  }

  private static Set<String> branchEnds(Network network) {
    Set<String> ends = new HashSet<>();
    for (Node node : network.nodes()) {
      if (node instanceof Node.Add add) {
        String branch = add.inputs().get(0);
        if (network.node(branch) instanceof Node.BatchNorm) {
          ends.add(branch);
        }
      }
    }
    if (ends.isEmpty()) {
      throw new IllegalArgumentException(
          network.name()
              + " has no batch normalisation at the end of a residual branch; choose "
              + List.of(HE_NORMAL.word, HE_NORMAL_FAN_OUT.word));
    }
    return ends;
  }

  private static void uniform(float[] numbers, double bound, long seed, String name) {
    SplittableRandom random = source(seed, name);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) (bound * signed(random));
    }
  }

  /** Marsaglia's polar method, with StrictMath, so that every JVM draws the same bits. */
  private static void normal(float[] numbers, double deviation, long seed, String name) {
    SplittableRandom random = source(seed, name);
    for (int i = 0; i < numbers.length; ) {
      double u = signed(random);
      double v = signed(random);
      double s = u * u + v * v;
      if (s > 0 && s < 1) {
        double scale = deviation * Math.sqrt(-2 * StrictMath.log(s) / s);
        numbers[i++] = (float) (u * scale);
        if (i < numbers.length) {
          numbers[i++] = (float) (v * scale);
        }
      }
    }
  }

  /** Draw from [-1, 1) with 53 bits. */
  private static double signed(SplittableRandom random) {
    return (random.nextLong() >> 11) * 0x1p-52;
  }

  private static SplittableRandom source(long seed, String name) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((seed + "\n" + name).getBytes(StandardCharsets.UTF_8));
      return new SplittableRandom(ByteBuffer.wrap(hash).getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
