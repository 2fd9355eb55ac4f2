package org.paperclaims.harness.measure;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.paperclaims.architectures.Network;
import org.paperclaims.datasets.Batch;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.datasets.Datasets;
import org.paperclaims.datasets.ImageSize;

/**
 * The mean fall of the true class's probability when a square of three eighths of the side is
 * covered by the mean colour, over the first 1,000 test images: {@code occlusion(centre)}, {@code
 * occlusion(corner)} (Zeiler and Fergus 2014, arXiv 1311.2901, section 4.2). The corner is the
 * upper left one. Measured where a claim asks for it.
 */
record Occlusion(boolean centre) implements ModelMetric {
  private static final int IMAGES = 1000;

  @Override
  public Heading heading() {
    return Heading.higher(
        "occlusion(" + (centre ? "centre" : "corner") + ")",
        "Fall of the probability with the " + (centre ? "centre" : "corner") + " covered",
        Unit.RATIO);
  }

  @Override
  public boolean usual() {
    return false;
  }

  @Override
  public OptionalDouble measure(TrainedNetwork net) {
    ImageSize size = net.dataset().example();
    int side = Math.min(size.width(), size.height()) * 3 / 8;
    if (side == 0 || net.test().answers().isEmpty()) {
      return OptionalDouble.empty();
    }
    int top = centre ? (size.height() - side) / 2 : 0;
    int left = centre ? (size.width() - side) / 2 : 0;
    double[] sum = new double[2];
    TestBatches.first(
        net,
        IMAGES,
        batch -> {
          Batch covered = ImageEdits.covered(batch, size, top, left, side);
          double[] open = probabilities(net, batch);
          double[] closed = probabilities(net, covered);
          for (int i = 0; i < open.length; i++) {
            sum[0] += open[i] - closed[i];
            sum[1]++;
          }
        });
    return sum[1] == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum[0] / sum[1]);
  }

  /** Give each example's probability of its own class. */
  private static double[] probabilities(TrainedNetwork net, Batch batch) {
    float[] outputs = net.learner().predict(batch);
    int classes = outputs.length / batch.size();
    double[] own = new double[batch.size()];
    for (int i = 0; i < own.length; i++) {
      own[i] = Softmax.of(outputs, i * classes, classes)[batch.labels()[i]];
    }
    return own;
  }

  @Override
  public Optional<String> misfit(Supplier<Network> network, DatasetSpec data) {
    if (Datasets.unread().outline(data.name()).classes() == 0) {
      return Optional.of(data.name() + " has no classes");
    }
    int side = network.get().input().width();
    return side < 3
        ? Optional.of("an image of " + side + " pixels is too small to be covered in part")
        : Optional.empty();
  }
}
