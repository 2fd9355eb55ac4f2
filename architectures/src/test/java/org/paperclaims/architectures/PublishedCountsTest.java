package org.paperclaims.architectures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Trainable parameters, as published; running statistics are not counted. */
class PublishedCountsTest {
  private static final Shape CIFAR = new Shape(3, 32, 32);

  @ParameterizedTest
  @CsvSource({
    "resnet-20-a, 269722, 275572",
    "resnet-20-b, 272474, 278324",
    "resnet-56-a, 853018, 858868",
    "resnet-56-b, 855770, 861620",
    "resnet-110-a, 1727962, 1733812",
    "preresnet-110, 1730522, 1736372",
    "preresnet-164, 1703258, 1726388",
    "wrn-28-10, 36479194, 36536884",
    "resnext-29-8x64d, 34426698, 34518948",
    "vgg-16-bn, 14728266, 14774436",
    "nin, 966986, 984356",
    "densenet-bc-100-12, 769162, 800032",
    "googlenet, 6310314, 6402564",
  })
  void counts_on_cifar_10_and_cifar_100(String spec, int ten, int hundred) {
    assertThat(trainable(spec, CIFAR, 10)).isEqualTo(ten);
    assertThat(trainable(spec, CIFAR, 100)).isEqualTo(hundred);
  }

  /** To the digits of the papers' own tables, in millions. */
  @ParameterizedTest
  @CsvSource({
    "resnet-32, 0.46",
    "resnet-44, 0.66",
    "resnet-1202, 19.4",
    "preresnet-1001, 10.3",
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
    "resnet-18, 11689512",
    "resnet-34, 21797672",
    "resnet-50, 25557032",
    "resnet-101, 44549160",
    "resnet-152, 60192808",
    "resnet-200, 64673832",
    "preresnet-18, 11687848",
    "preresnet-50, 25549480",
    "preresnet-152, 60185256",
    "preresnet-200, 64666280",
    "wrn-50-2, 68883240",
    "wrn-101-2, 126886696",
    "resnext-50-32x4d, 25028904",
    "resnext-101-32x8d, 88791336",
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
    "zfnet, 62357608",
    "nin, 7595176",
    "googlenet, 6998552",
    "inception-v2, 11295240",
    "inception-v3, 23834568",
    "inception-v4, 42679816",
    "inception-resnet-v2, 55843464",
  })
  void counts_on_imagenet(String spec, int count) {
    Shape input = Architectures.parse(spec).usualInput();
    Shape large = input.height() > 32 ? input : new Shape(3, 224, 224);
    assertThat(trainable(spec, large, 1000)).isEqualTo(count);
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
