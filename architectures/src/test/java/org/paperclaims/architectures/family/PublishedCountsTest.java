package org.paperclaims.architectures.family;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Parameter;
import org.paperclaims.architectures.Shape;

/**
 * Trainable parameters, as published; running statistics are not counted. Where a count comes from
 * stands beside it:
 *
 * <ul>
 *   <li><b>pytorchcv</b>: what the model zoo osmr/imgclsmob asserts of the model it builds ({@code
 *       weight_count == …} in its source at commit c1a844dd);
 *   <li><b>torchvision</b>: {@code num_params} of the pretrained weights in torchvision's source;
 *   <li><b>paper</b>: the digits of the paper's own table;
 *   <li><b>by hand</b>: no publisher was found; the sum is written out.
 * </ul>
 */
class PublishedCountsTest {
  private static final Shape CIFAR = new Shape(3, 32, 32);

  @ParameterizedTest
  @CsvSource({
    // pytorchcv; option A by hand: B less the projections and their batch normalisation (2752).
    "resnet-20-b, 272474, 278324",
    "resnet-20-a, 269722, 275572",
    "resnet-56-b, 855770, 861620",
    "resnet-56-a, 853018, 858868",
    "resnet-110-b, 1730714, 1736564",
    "resnet-110-a, 1727962, 1733812",
    // pytorchcv
    "resnet-164-b, 1704154, 1727284",
    "resnet-1001-b, 10328602, 10351732",
    "resnet-1202-b, 19424026, 19429876",
    "preresnet-20, 272282, 278132",
    "preresnet-56, 855578, 861428",
    "preresnet-110, 1730522, 1736372",
    "preresnet-164, 1703258, 1726388",
    "preresnet-1001, 10327706, 10350836",
    "preresnet-1202, 19423834, 19429684",
    "wrn-16-10, 17116634, 17174324",
    "wrn-28-10, 36479194, 36536884",
    "wrn-40-8, 35748314, 35794484",
    "resnext-29-32x4d, 4775754, 4868004",
    "resnext-29-16x64d, 68155210, 68247460",
    "densenet-bc-40-12, 176122, 188092",
    "densenet-bc-40-24, 690346, 714196",
    "densenet-bc-40-36, 1542682, 1578412",
    "densenet-bc-100-12, 769162, 800032",
    "densenet-bc-190-40, 25624430, 25821620",
    "densenet-bc-250-24, 15324406, 15480556",
    "nin, 966986, 984356",
    // Running public implementations for CIFAR, counted beforehand.
    "resnext-29-8x64d, 34426698, 34518948",
    "vgg-16-bn, 14728266, 14774436",
    "googlenet, 6310314, 6402564",
  })
  void counts_on_cifar_10_and_cifar_100(String spec, int ten, int hundred) {
    assertThat(trainable(spec, CIFAR, 10)).isEqualTo(ten);
    assertThat(trainable(spec, CIFAR, 100)).isEqualTo(hundred);
  }

  /**
   * To the digits of the papers' own tables, in millions, rounded: ResNets, He et al. 2015, table
   * 6; WRNs, Zagoruyko and Komodakis 2016, table 4; DenseNets and PreResNet-164, Huang et al. 2017,
   * table 2.
   */
  @ParameterizedTest
  @CsvSource({
    "resnet-20, 0.27",
    "resnet-32, 0.46",
    "resnet-44, 0.66",
    "resnet-110, 1.7",
    "resnet-1202, 19.4",
    "preresnet-164, 1.7",
    "wrn-40-1, 0.6",
    "wrn-40-2, 2.2",
    "wrn-40-4, 8.9",
    "wrn-16-8, 11.0",
    "wrn-22-8, 17.2",
    "wrn-28-12, 52.5",
    "densenet-40-12, 1.0",
    "densenet-100-12, 7.0",
    "densenet-100-24, 27.2",
    "densenet-bc-250-24, 15.3",
    "densenet-bc-190-40, 25.6",
  })
  void counts_in_the_papers_tables(String spec, String millions) {
    int digits = millions.length() - millions.indexOf('.') - 1;
    assertThat(
            BigDecimal.valueOf(trainable(spec, CIFAR, 10))
                .divide(BigDecimal.valueOf(1_000_000))
                .setScale(digits, RoundingMode.HALF_UP))
        .isEqualTo(new BigDecimal(millions));
  }

  @ParameterizedTest
  @CsvSource({
    // pytorchcv
    "resnet-18, 11689512",
    "resnet-34, 21797672",
    "resnet-50, 25557032",
    "resnet-101, 44549160",
    "resnet-152, 60192808",
    "resnext-50-32x4d, 25028904",
    "resnext-101-64x4d, 83455272",
    "densenet-121, 7978856",
    "densenet-161, 28681000",
    "densenet-169, 14149480",
    "densenet-201, 20013928",
    "vgg-11, 132863336",
    "vgg-11-bn, 132868840",
    "vgg-13, 133047848",
    "vgg-13-bn, 133053736",
    "vgg-16, 138357544",
    "vgg-16-bn, 138365992",
    "vgg-19, 143667240",
    "vgg-19-bn, 143678248",
    // torchvision
    "resnext-101-32x8d, 88791336",
    "wrn-50-2, 68883240",
    "wrn-101-2, 126886696",
    // pytorchcv
    "resnet-200, 64673832",
    "preresnet-18, 11687848",
    "preresnet-34, 21796008",
    "preresnet-50, 25549480",
    "preresnet-101, 44541608",
    "preresnet-152, 60185256",
    "preresnet-200, 64666280",
    "resnext-101-32x4d, 44177704",
    "zfnet, 62357608",
    "inception-v2, 11295240",
    // pytorchcv; torchvision's 27161264 less its auxiliary classifier (3326696)
    "inception-v3, 23834568",
    // pytorchcv
    "inception-v4, 42679816",
    "inception-resnet-v2, 55843464",
  })
  void counts_on_imagenet(String spec, int count) {
    assertThat(trainable(spec, new Shape(3, 224, 224), 1000)).isEqualTo(count);
  }

  /** By hand, a row of the published tables at a time: weights and biases. */
  @Test
  void counts_of_nin_and_googlenet_on_imagenet_are_their_rows_added_up() {
    int nin =
        conv(11, 3, 96)
            + 2 * conv(1, 96, 96)
            + conv(5, 96, 256)
            + 2 * conv(1, 256, 256)
            + conv(3, 256, 384)
            + 2 * conv(1, 384, 384)
            + conv(3, 384, 1024)
            + conv(1, 1024, 1024)
            + conv(1, 1024, 1000);
    assertThat(trainable("nin", new Shape(3, 224, 224), 1000)).isEqualTo(nin);
    int googLeNet =
        conv(7, 3, 64)
            + conv(1, 64, 64)
            + conv(3, 64, 192)
            + inception(192, 64, 96, 128, 16, 32, 32)
            + inception(256, 128, 128, 192, 32, 96, 64)
            + inception(480, 192, 96, 208, 16, 48, 64)
            + inception(512, 160, 112, 224, 24, 64, 64)
            + inception(512, 128, 128, 256, 24, 64, 64)
            + inception(512, 112, 144, 288, 32, 64, 64)
            + inception(528, 256, 160, 320, 32, 128, 128)
            + inception(832, 256, 160, 320, 32, 128, 128)
            + inception(832, 384, 192, 384, 48, 128, 128)
            + conv(1, 1024, 1000);
    assertThat(trainable("googlenet", new Shape(3, 224, 224), 1000)).isEqualTo(googLeNet);
  }

  private static int conv(int kernel, int in, int out) {
    return kernel * kernel * in * out + out;
  }

  private static int inception(
      int in, int one, int threeReduce, int three, int fiveReduce, int five, int pool) {
    return conv(1, in, one)
        + conv(1, in, threeReduce)
        + conv(3, threeReduce, three)
        + conv(1, in, fiveReduce)
        + conv(5, fiveReduce, five)
        + conv(1, in, pool);
  }

  @ParameterizedTest
  @MethodSource("reference")
  void names_and_order_are_those_of_the_pytorch_reference(
      String spec, int count, List<String> names) {
    Network network = Architectures.build(spec, new Shape(3, 16, 16), 10);
    assertThat(network.trainable()).extracting(Parameter::name).isEqualTo(names);
    assertThat(trainable(spec, new Shape(3, 16, 16), 10)).isEqualTo(count);
  }

  static Stream<Object[]> reference() throws IOException {
    try (InputStream in =
        PublishedCountsTest.class.getResourceAsStream("/reference-parameters.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> Arrays.asList(line.split(" ")))
          .map(
              words ->
                  new Object[] {
                    words.get(0), Integer.parseInt(words.get(1)), words.subList(2, words.size())
                  });
    }
  }

  private static long trainable(String spec, Shape input, int outputs) {
    return Architectures.build(spec, input, outputs).trainable().stream()
        .mapToLong(Parameter::size)
        .sum();
  }
}
