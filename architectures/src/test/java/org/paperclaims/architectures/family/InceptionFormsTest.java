package org.paperclaims.architectures.family;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paperclaims.architectures.Erasure;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.Parameter;
import org.paperclaims.architectures.Shape;

/** Inception-v4 and both Inception-ResNets for small images, without shortcuts, and scaled. */
class InceptionFormsTest {
  private static final Shape CIFAR = new Shape(3, 32, 32);

  /** A convolution of a number of weights a pair of channels, and its batch normalisation. */
  private static int conv(int kernel, int in, int out) {
    return kernel * in * out + 2 * out;
  }

  private static int biased(int in, int out) {
    return in * out + out;
  }

  private static int stem() {
    return conv(9, 3, 32) + conv(9, 32, 32) + conv(9, 32, 64);
  }

  private static int residualBlocks(int n) {
    int a =
        3 * conv(1, 320, 32)
            + conv(9, 32, 32)
            + conv(9, 32, 48)
            + conv(9, 48, 64)
            + biased(128, 320);
    int b =
        conv(1, 1088, 192)
            + conv(1, 1088, 128)
            + conv(7, 128, 160)
            + conv(7, 160, 192)
            + biased(384, 1088);
    int c = 2 * conv(1, 2080, 192) + conv(3, 192, 224) + conv(3, 224, 256) + biased(448, 2080);
    return n * (a + b + c);
  }

  @ParameterizedTest
  @CsvSource({"inception-resnet-v2-n1, 1", "inception-resnet-v2-n3, 3"})
  void residual_parameters_are_their_rows_added_up(String spec, int blocks) {
    int first =
        conv(1, 64, 96)
            + conv(1, 64, 48)
            + conv(25, 48, 64)
            + 2 * conv(1, 64, 64)
            + conv(9, 64, 96)
            + conv(9, 96, 96);
    int reductionA = conv(9, 320, 384) + conv(1, 320, 256) + conv(9, 256, 256) + conv(9, 256, 384);
    int reductionB =
        3 * conv(1, 1088, 256) + conv(9, 256, 384) + 2 * conv(9, 256, 288) + conv(9, 288, 320);
    int rest = stem() + first + reductionA + reductionB + conv(1, 2080, 1536) + biased(1536, 10);
    assertThat(trainable(spec)).isEqualTo(rest + residualBlocks(blocks));
    assertThat(trainable(spec + "-scale0.2")).isEqualTo(rest + residualBlocks(blocks));
    assertThat(trainable(spec + "-noskip"))
        .isEqualTo(rest + residualBlocks(blocks) + blocks * 2 * (320 + 1088 + 2080));
  }

  private static int firstVersionsC() {
    return 2 * conv(1, 1792, 192) + 2 * conv(3, 192, 192) + biased(384, 1792);
  }

  @Test
  void the_first_versions_parameters_are_its_rows_added_up() {
    int a = 3 * conv(1, 256, 32) + 3 * conv(9, 32, 32) + biased(96, 256);
    int b = 2 * conv(1, 896, 128) + 2 * conv(7, 128, 128) + biased(256, 896);
    int reductionA = conv(9, 256, 384) + conv(1, 256, 192) + conv(9, 192, 192) + conv(9, 192, 256);
    int reductionB = 3 * conv(1, 896, 256) + conv(9, 256, 384) + 3 * conv(9, 256, 256);
    int rest = stem() + conv(9, 64, 256) + reductionA + reductionB + biased(1792, 10);
    int blocks = a + b + firstVersionsC();
    assertThat(trainable("inception-resnet-v1-n1")).isEqualTo(rest + blocks);
    assertThat(trainable("inception-resnet-v1-n2-scale0.2")).isEqualTo(rest + 2 * blocks);
    assertThat(trainable("inception-resnet-v1-n1-noskip"))
        .isEqualTo(rest + blocks + 2 * (256 + 896 + 1792));
  }

  /**
   * pytorchcv asserts 23,995,624 of its model, which is a public one for faces: it has a sixth C,
   * and 512 numbers with batch normalisation between the average and the classes.
   */
  @Test
  void the_first_version_has_the_parameters_of_a_public_model_less_what_that_adds() {
    int classes = biased(1792, 1000);
    int theirs = conv(1, 1792, 512) + biased(512, 1000);
    long found =
        Architectures.build("inception-resnet-v1", new Shape(3, 299, 299), 1000)
            .trainable()
            .stream()
            .mapToLong(Parameter::size)
            .sum();
    assertThat(found).isEqualTo(23_995_624L - firstVersionsC() - theirs + classes);
  }

  @Test
  void inception_v4s_parameters_are_its_rows_added_up() {
    int a = 2 * conv(1, 64, 96) + 2 * conv(1, 64, 64) + 2 * conv(9, 64, 96) + conv(9, 96, 96);
    int reductionA = conv(9, 384, 384) + conv(1, 384, 192) + conv(9, 192, 224) + conv(9, 224, 256);
    int b =
        conv(1, 1024, 128)
            + conv(1, 1024, 384)
            + 2 * conv(1, 1024, 192)
            + 2 * conv(7, 192, 224)
            + 2 * conv(7, 224, 256)
            + conv(7, 192, 192)
            + conv(7, 224, 224);
    int reductionB =
        conv(1, 1024, 192)
            + conv(9, 192, 192)
            + conv(1, 1024, 256)
            + conv(7, 256, 256)
            + conv(7, 256, 320)
            + conv(9, 320, 320);
    int c =
        2 * conv(1, 1536, 256)
            + 2 * conv(1, 1536, 384)
            + 2 * conv(3, 384, 256)
            + conv(3, 384, 448)
            + conv(3, 448, 512)
            + 2 * conv(3, 512, 256);
    assertThat(trainable("inception-v4-n1"))
        .isEqualTo(stem() + a + reductionA + b + reductionB + c + biased(1536, 10));
  }

  @ParameterizedTest
  @CsvSource({
    "inception-resnet-v2-n2-w1, 0.17 0.17 0.1 0.1 0.2 1.0",
    "inception-resnet-v2-n2-scale0.3-w1, 0.3 0.3 0.3 0.3 0.3 0.3",
    "inception-resnet-v2-n2-scale1-w1, 1.0 1.0 1.0 1.0 1.0 1.0",
    "inception-resnet-v2-n2-noskip-w1, ''",
    "inception-resnet-v1-n2-w1, 0.17 0.17 0.1 0.1 0.2 0.2",
    "inception-resnet-v1-n1-scale1-w1, 1.0 1.0 1.0",
  })
  void scales_the_branches_of_every_block_or_adds_nothing(String spec, String scales) {
    List<String> found =
        Architectures.build(spec, CIFAR, 10).nodes().stream()
            .filter(node -> node instanceof Node.Add)
            .map(node -> ((Node.Add) node).scales().get(1).toString())
            .toList();
    assertThat(String.join(" ", found)).isEqualTo(scales);
  }

  @ParameterizedTest
  @CsvSource({
    "inception-resnet-v2-n2-w1, inceptionC1.rectifier, inceptionC2.branch1.unit1.rectifier",
    "inception-resnet-v1-n2-w1, inceptionC1.rectifier, inceptionC2.rectifier",
    "inception-resnet-v2-n2-noskip-w1, inceptionC1.rectifier, inceptionC2.branch1.unit1.rectifier",
    "inception-v4-n2-w1, inceptionA1.branch3.unit2.rectifier, inceptionC2.branch3a.unit1.rectifier",
  })
  void last_is_the_rectifier_that_ends_a_block(String spec, String first, String second) {
    Network erased = Erasure.last().applyTo(Architectures.build(spec, CIFAR, 10));
    assertThat(erased.rectifier(first).erased()).isTrue();
    assertThat(erased.rectifier(second).erased()).isTrue();
    assertThat(erased.rectifier("inceptionC1.branch1.unit1.rectifier").erased())
        .isEqualTo(spec.contains("v4"));
  }

  @Test
  void eight_pixels_are_enough() {
    Network network = Architectures.build("inception-resnet-v2-n1-w1", new Shape(3, 8, 8), 10);
    assertThat(network.shape("inceptionC1.conv").height()).isEqualTo(2);
  }

  private static long trainable(String spec) {
    return Architectures.build(spec, CIFAR, 10).trainable().stream()
        .mapToLong(Parameter::size)
        .sum();
  }
}
