package org.paperclaims.harness.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.Window;
import org.paperclaims.architectures.family.Architectures;
import org.paperclaims.harness.engine.LearningRule;
import org.paperclaims.harness.engine.Precision;
import org.paperclaims.harness.engine.torch.natives.Libtorch;

/** Convolutions by tiles against libtorch's own. */
class WinogradConvolutionTest {
  /** Relative to the largest number: some hundred times float's rounding. */
  private static final double CLOSE = 3e-5;

  @ParameterizedTest(name = "{0} images of {1} x {2}, {3} to {4} channels, bias: {5}")
  @CsvSource({
    "3, 8, 8, 4, 4, false",
    "2, 7, 5, 3, 6, true",
    "2, 2, 2, 6, 3, true",
    "1, 3, 2, 1, 1, false",
    "1, 32, 31, 16, 16, false",
    // More images than are transformed at a time.
    "9, 16, 16, 200, 210, false",
    "5, 9, 9, 1000, 3, true",
    "2, 64, 64, 70, 2, false",
  })
  @SuppressWarnings("try") // the guard works by being open
  void gives_the_numbers_of_a_direct_convolution(
      int images, int height, int width, int from, int to, boolean bias) {
    Node.Conv node = new Node.Conv("conv", "input", from, to, Window.same(3), 1, bias);
    Shape shape = new Shape(from, height, width);
    Network network = network(node, shape);
    Libtorch.call(
        1,
        () -> {
          TorchDevice device = new TorchDevice("cpu");
          try (Weights weights =
                  new Weights(
                      network, device, true, Precision.FP32, LearningRule.sgd(0, false, 0));
              Randomness randomness = new Randomness(1, device);
              NoGradGuard guard = new NoGradGuard()) {
            torch.manual_seed(7);
            network.parameters().forEach(parameter -> weights.get(parameter.name()).normal_());
            Operation operation = Operations.of(node, network, weights, randomness, -1);
            DirectConvolution direct = new DirectConvolution(node, operation, weights);
            Tensor x = torch.randn(images, from, height, width);
            Tensor gradient = torch.randn(images, to, height, width);
            Tensor output = direct.output(x);
            Convolution.Gradients gradients = direct.gradients(gradient, x, true);
            Convolution tiled = new WinogradConvolution(node, shape, weights, new Planes(weights));
            assertClose(tiled.output(x), output);
            Convolution.Gradients found = tiled.gradients(gradient, x, true);
            assertClose(found.ofInput(), gradients.ofInput());
            assertClose(found.ofWeight(), gradients.ofWeight());
            if (bias) {
              assertClose(found.ofBias(), gradients.ofBias());
            }
            assertThat(tiled.gradients(gradient, x, false).ofInput()).isNull();
          }
          return "";
        });
  }

  @ParameterizedTest(name = "{0} to {1} channels of {2} x {3}, window {4}, {5} groups: {6}")
  @CsvSource({
    "64, 64, 8, 8, 3, 1, true",
    "64, 512, 8, 8, 3, 1, true",
    "63, 64, 8, 8, 3, 1, false",
    "64, 3, 8, 8, 3, 1, false",
    "64, 64, 4, 8, 3, 1, false",
    "64, 64, 7, 7, 3, 1, true",
    "64, 64, 9, 9, 3, 1, false",
    "64, 64, 8, 8, 1, 1, false",
    "64, 64, 8, 8, 5, 1, false",
    "64, 64, 8, 8, 3, 2, false",
  })
  void is_chosen_where_numbers_are_multiplied_often(
      int from, int to, int height, int width, int kernel, int groups, boolean chosen) {
    Node.Conv node = new Node.Conv("conv", "input", from, to, Window.same(kernel), groups, false);
    assertThat(Winograd.WHERE_FASTER.fits(node, new Shape(from, height, width))).isEqualTo(chosen);
  }

  @ParameterizedTest(name = "{0} has {1}")
  @CsvSource({"resnet-20, 5", "resnet-20-b-w8, 0", "preresnet-56-w8, 0", "wrn-16-4, 9"})
  void is_chosen_in_wide_networks_alone(String architecture, int convolutions) {
    Network network = Architectures.build(architecture, new Shape(3, 32, 32), 10);
    assertThat(network.nodes())
        .filteredOn(
            node ->
                node instanceof Node.Conv conv
                    && Winograd.WHERE_FASTER.fits(conv, network.shape(conv.input())))
        .hasSize(convolutions);
  }

  @Test
  void is_not_chosen_for_strides_and_other_padding() {
    Shape image = new Shape(64, 8, 8);
    for (Window window : List.of(Window.square(3, 2, 1), Window.valid(3, 1))) {
      Node.Conv node = new Node.Conv("conv", "input", 64, 64, window, 1, false);
      assertThat(Winograd.WHERE_FASTER.fits(node, image)).isFalse();
    }
  }

  private static void assertClose(Tensor found, Tensor expected) {
    assertThat(found.shape()).isEqualTo(expected.shape());
    float most = expected.abs().max().item_float();
    assertThat((double) found.sub(expected).abs().max().item_float() / most)
        .isCloseTo(0, within(CLOSE));
  }

  private static Network network(Node.Conv node, Shape shape) {
    return new Network("one", List.of(new Node.Input("input", shape), node), List.of());
  }
}
