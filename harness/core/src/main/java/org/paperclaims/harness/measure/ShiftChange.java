package org.paperclaims.harness.measure;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.paperclaims.architectures.Network;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.datasets.ImageSize;

/**
 * How much a module's output changes when the image moves by an eighth of its side: the mean over
 * the first 1,000 test images of ‖f(x) − f(moved x)‖ / ‖f(x)‖, {@code shift_change(last)} (Zeiler
 * and Fergus 2014, arXiv 1311.2901, figure 5). Measured where a claim asks for it.
 */
record ShiftChange(ModuleAt where) implements ModelMetric {
  private static final int IMAGES = 1000;

  @Override
  public Heading heading() {
    return Heading.lower(
        "shift_change(" + where.id() + ")",
        "Change of the " + where.id() + " module's output by a shift",
        Unit.RATIO);
  }

  @Override
  public boolean usual() {
    return false;
  }

  @Override
  public OptionalDouble measure(TrainedNetwork net) {
    Optional<String> node = where.output(net.network());
    ImageSize size = net.dataset().example();
    int pixels = size.width() / 8;
    if (node.isEmpty() || pixels == 0) {
      return OptionalDouble.empty();
    }
    double[] sum = new double[2];
    try (FeatureMaps maps = FeatureMaps.of(net, node.get())) {
      TestBatches.first(
          net,
          IMAGES,
          batch -> {
            float[] still = maps.of(batch);
            float[] moved = maps.of(ImageEdits.moved(batch, size, pixels));
            int values = maps.shape().size();
            for (int from = 0; from < still.length; from += values) {
              double change = 0;
              double norm = 0;
              for (int i = from; i < from + values; i++) {
                double difference = (double) still[i] - moved[i];
                change += difference * difference;
                norm += (double) still[i] * still[i];
              }
              if (norm > 0) {
                sum[0] += Math.sqrt(change / norm);
                sum[1]++;
              }
            }
          });
    }
    return sum[1] == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum[0] / sum[1]);
  }

  @Override
  public Optional<String> misfit(Supplier<Network> network, DatasetSpec data) {
    Network built = network.get();
    if (built.input().width() < 8) {
      return Optional.of("an image of " + built.input().width() + " pixels has no eighth to move");
    }
    return where.output(built).isPresent()
        ? Optional.empty()
        : Optional.of(built.name() + " has no modules");
  }
}
