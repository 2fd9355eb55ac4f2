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
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.paperclaims.plugins.Registry;

/**
 * How a network's tensors are drawn before training. The numbers of a tensor depend on the seed and
 * the tensor's name alone, so that both arms of a comparison start from identical weights, and two
 * engines from the same ones. Two initialisations draw the same numbers of deviation 1, and differ
 * in what they scale them by.
 *
 * <p>Convolutions, and linear maps that a rectifier follows, are normal with mean 0 and the spread
 * that the name says. The classifier is uniform within {@code 1 / sqrt(inputs)}, Torch's default,
 * which the published recipes leave as it is; so arms of {@code he-normal} and {@code xavier}
 * differ in hidden layers alone. Only {@code gaussian-S} draws the classifier as it does every
 * other weight. Biases are 0, gamma 1, beta 0, running mean 0 and variance 1; a PReLU's slope is
 * the one its kind names.
 */
public final class Initialisation {
  /**
   * Variance 2 / fan-in (He et al. 2015, arXiv 1502.01852, equation 10): forward signals keep their
   * variance.
   */
  public static final Initialisation HE_NORMAL =
      new Initialisation("he-normal", p -> Math.sqrt(2.0 / p.fanIn()));

  /**
   * Variance 2 / fan-out, kernel height x width x outputs (equation 14): what fb.resnet.torch,
   * which the ResNet, WRN and EraseReLU experiments build on, uses; backward signals keep their
   * variance.
   */
  public static final Initialisation HE_NORMAL_FAN_OUT =
      new Initialisation("he-normal-fan-out", p -> Math.sqrt(2.0 / p.fanOut()));

  /**
   * Fan-in, and gamma 0 at the end of each residual branch (Goyal et al. 2017, 1706.02677, 5.1).
   */
  public static final Initialisation HE_NORMAL_ZERO_GAMMA =
      new Initialisation("he-normal-zero-gamma", HE_NORMAL.deviation, Classifier.UNIFORM, true);

  /** Fan-out, and gamma 0 at the end of each residual branch. */
  public static final Initialisation HE_NORMAL_FAN_OUT_ZERO_GAMMA =
      new Initialisation(
          "he-normal-fan-out-zero-gamma", HE_NORMAL_FAN_OUT.deviation, Classifier.UNIFORM, true);

  /**
   * Variance 1 / fan-in: Xavier's as He et al. 2015 compare theirs with (section 2.2), and Caffe's;
   * it keeps the variance of forward signals that no rectifier halves.
   */
  public static final Initialisation XAVIER =
      new Initialisation("xavier", p -> Math.sqrt(1.0 / p.fanIn()));

  /**
   * Variance 2 / (fan-in + fan-out) (Glorot and Bengio 2010, equation 12), normal as PyTorch's
   * {@code xavier_normal_}.
   */
  public static final Initialisation GLOROT =
      new Initialisation("glorot", p -> Math.sqrt(2.0 / ((double) p.fanIn() + p.fanOut())));

  private static final List<Initialisation> NAMED =
      List.of(
          HE_NORMAL,
          HE_NORMAL_FAN_OUT,
          HE_NORMAL_ZERO_GAMMA,
          HE_NORMAL_FAN_OUT_ZERO_GAMMA,
          XAVIER,
          GLOROT);

  private static final Registry<Initialisation> REGISTRY =
      Registry.of(
          "initialisation",
          NAMED,
          Initialisation::word,
          InitialisationProvider.class,
          InitialisationProvider::initialisation);

  private static final String GAUSSIAN = "gaussian-";

  /**
   * One number has one form, so that one initialisation has one name, and a run one fingerprint.
   */
  private static final Pattern DEVIATION =
      Pattern.compile("[1-9]\\d{0,3}|(0|[1-9]\\d{0,3})\\.\\d{0,8}[1-9]");

  private final String word;
  private final ToDoubleFunction<Parameter> deviation;
  private final Classifier classifier;
  private final boolean zeroGamma;

  /** How the last linear map is drawn. */
  private enum Classifier {
    UNIFORM,
    AS_THE_REST
  }

  private Initialisation(String word, ToDoubleFunction<Parameter> deviation) {
    this(word, deviation, Classifier.UNIFORM, false);
  }

  private Initialisation(
      String word,
      ToDoubleFunction<Parameter> deviation,
      Classifier classifier,
      boolean zeroGamma) {
    this.word = word;
    this.deviation = deviation;
    this.classifier = classifier;
    this.zeroGamma = zeroGamma;
  }

  /**
   * Make an initialisation of a plug-in: normal with mean 0, and the classifier as the published
   * recipes have it.
   *
   * @param word its name in a recipe
   * @param deviation gives the standard deviation of a weight by its tensor; positive
   */
  public static Initialisation normal(String word, ToDoubleFunction<Parameter> deviation) {
    return new Initialisation(word, deviation);
  }

  /** Give the name in a recipe, such as {@code he-normal}. */
  public String word() {
    return word;
  }

  /** List the names; where one has a number of its own, with an example of it. */
  public static List<String> words() {
    return Stream.concat(
            REGISTRY.names().stream(),
            Stream.of(GAUSSIAN + "S with a standard deviation S such as " + GAUSSIAN + "0.01"))
        .toList();
  }

  /** Give the initialisation of that name, if there is one. */
  public static Optional<Initialisation> find(String word) {
    if (word.startsWith(GAUSSIAN)) {
      return Optional.of(word.substring(GAUSSIAN.length()))
          .filter(s -> DEVIATION.matcher(s).matches())
          .map(s -> gaussian(word, Double.parseDouble(s)));
    }
    return REGISTRY.named(word);
  }

  /**
   * Give the initialisation of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Initialisation named(String word) {
    return find(word)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no initialisation '"
                        + word
                        + "'; there are "
                        + String.join(", ", words())));
  }

  /** Every weight normal with one deviation, as VGG (section 3.1) and ZFNet (3.1) have them. */
  private static Initialisation gaussian(String word, double deviation) {
    return new Initialisation(word, p -> deviation, Classifier.AS_THE_REST, false);
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
          if (classifier == Classifier.UNIFORM
              && node instanceof Node.Linear
              && node.name().equals(output)) {
            uniform(numbers, 1 / Math.sqrt(parameter.fanIn()), seed, parameter.name());
          } else {
            normal(numbers, deviation.applyAsDouble(parameter), seed, parameter.name());
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

  @Override
  public String toString() {
    return word;
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
