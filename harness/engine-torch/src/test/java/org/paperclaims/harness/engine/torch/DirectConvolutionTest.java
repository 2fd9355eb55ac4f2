package org.paperclaims.harness.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.Window;
import org.paperclaims.harness.engine.LearningRule;
import org.paperclaims.harness.engine.Precision;
import org.paperclaims.harness.engine.torch.natives.Libtorch;

/** libtorch's convolutions against sums in float64. */
class DirectConvolutionTest {
  /** Relative to the largest number: some hundred times float's rounding. */
  private static final double CLOSE = 3e-5;

  private static final int IMAGES = 2;

  /** The channels do not fill the blocks of 8, 16 or 32 that oneDNN computes in. */
  @ParameterizedTest(name = "{0} to {1} channels of {2} x {2}, window {3} x {4}, stride {5}")
  @CsvSource({
    "1, 1, 4, 3, 3, 1",
    "6, 6, 5, 3, 3, 1",
    "20, 4, 4, 3, 3, 1",
    "20, 12, 8, 3, 3, 1",
    "20, 20, 5, 1, 7, 1",
    "20, 20, 5, 7, 1, 1",
    "24, 16, 8, 3, 3, 1",
    "20, 12, 8, 7, 7, 2",
    "24, 1, 2, 7, 1, 2",
    "10, 48, 4, 5, 5, 1",
  })
  void are_right_where_channels_do_not_fill_a_block(
      int from, int to, int side, int kernelHeight, int kernelWidth, int stride) {
    Window window =
        new Window(kernelHeight, kernelWidth, stride, stride, kernelHeight / 2, kernelWidth / 2);
    Node.Conv node = new Node.Conv("conv", "input", from, to, window, 1, false);
    check(node, new Shape(from, side, side), false);
    check(node, new Shape(from, side, side), true);
  }

  @SuppressWarnings("try") // the guard works by being open
  private static void check(Node.Conv node, Shape shape, boolean channelsLast) {
    Network network = new Network("one", List.of(new Node.Input("input", shape), node), List.of());
    Shape outputs = network.shape(node.name());
    Libtorch.call(
        1,
        () -> {
          TorchDevice device = new TorchDevice("cpu");
          try (Weights weights =
                  new Weights(
                      network,
                      device,
                      channelsLast,
                      Precision.FP32,
                      LearningRule.sgd(0, false, 0));
              Randomness randomness = new Randomness(1, device);
              NoGradGuard guard = new NoGradGuard()) {
            torch.manual_seed(7);
            Tensor weight = weights.get("conv.weight").normal_();
            Operation operation = Operations.of(node, network, weights, randomness, -1);
            DirectConvolution convolution = new DirectConvolution(node, operation, weights);
            Tensor x = images(shape, channelsLast);
            Tensor gradient = images(outputs, channelsLast);
            Sums sums = new Sums(node, shape, outputs);
            sums.add(numbers(x), numbers(weight), numbers(gradient));
            Convolution.Gradients found = convolution.gradients(gradient, x, true);
            assertClose("output", convolution.output(x), sums.output);
            assertClose("gradient by the input", found.ofInput(), sums.ofInput);
            assertClose("gradient by the weights", found.ofWeight(), sums.ofWeight);
          }
          return "";
        });
  }

  private static Tensor images(Shape shape, boolean channelsLast) {
    Tensor images = torch.randn(IMAGES, shape.channels(), shape.height(), shape.width());
    return channelsLast ? TorchDevice.channelsLast(images) : images;
  }

  private static float[] numbers(Tensor tensor) {
    Tensor plain = tensor.contiguous(torch.MemoryFormat.Contiguous);
    float[] numbers = new float[Math.toIntExact(plain.numel())];
    plain.data_ptr_float().get(numbers);
    return numbers;
  }

  private static void assertClose(String name, Tensor found, double[] expected) {
    float[] numbers = numbers(found);
    assertThat(numbers).hasSameSizeAs(expected);
    double most = 0;
    double furthest = 0;
    for (int i = 0; i < numbers.length; i++) {
      most = Math.max(most, Math.abs(expected[i]));
      furthest = Math.max(furthest, Math.abs(numbers[i] - expected[i]));
    }
    assertThat(furthest / most).as(name).isLessThan(CLOSE);
  }

  /** A convolution and its gradients by definition. */
  private static final class Sums {
    private final Window window;
    private final Shape from;
    private final Shape to;
    final double[] output;
    final double[] ofInput;
    final double[] ofWeight;

    Sums(Node.Conv node, Shape from, Shape to) {
      this.window = node.window();
      this.from = from;
      this.to = to;
      this.output = new double[IMAGES * to.channels() * to.height() * to.width()];
      this.ofInput = new double[IMAGES * from.channels() * from.height() * from.width()];
      this.ofWeight =
          new double
              [to.channels() * from.channels() * window.kernelHeight() * window.kernelWidth()];
    }

    void add(float[] x, float[] weight, float[] gradient) {
      for (int o = 0; o < output.length; o++) {
        int column = o % to.width();
        int row = o / to.width() % to.height();
        int plane = o / to.width() / to.height();
        for (int w = 0; w < from.channels() * window.kernelHeight() * window.kernelWidth(); w++) {
          int across = w % window.kernelWidth();
          int down = w / window.kernelWidth() % window.kernelHeight();
          int channel = w / window.kernelWidth() / window.kernelHeight();
          int h = row * window.strideHeight() - window.padHeight() + down;
          int v = column * window.strideWidth() - window.padWidth() + across;
          if (h < 0 || h >= from.height() || v < 0 || v >= from.width()) {
            continue;
          }
          int image = plane / to.channels();
          int i = ((image * from.channels() + channel) * from.height() + h) * from.width() + v;
          int k = plane % to.channels() * (ofWeight.length / to.channels()) + w;
          output[o] += (double) x[i] * weight[k];
          ofInput[i] += (double) gradient[o] * weight[k];
          ofWeight[k] += (double) gradient[o] * x[i];
        }
      }
    }
  }
}
