package org.paperclaims.architectures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
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
  })
  void counts_on_cifar_10_and_cifar_100(String spec, int ten, int hundred) {
    assertThat(trainable(spec, CIFAR, 10)).isEqualTo(ten);
    assertThat(trainable(spec, CIFAR, 100)).isEqualTo(hundred);
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
