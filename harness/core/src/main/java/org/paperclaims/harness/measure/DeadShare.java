package org.paperclaims.harness.measure;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Shape;
import org.paperclaims.datasets.DatasetSpec;

/**
 * The share of the last module's channels that are 0 on all test images, everywhere ("died",
 * Szegedy et al. 2016, arXiv 1602.07261, section 3.3). Measured where a claim asks for it.
 */
record DeadShare() implements ModelMetric {
  @Override
  public Heading heading() {
    return Heading.lower("dead_share", "Share of dead channels in the last module", Unit.RATIO);
  }

  @Override
  public boolean usual() {
    return false;
  }

  @Override
  public OptionalDouble measure(TrainedNetwork net) {
    Optional<String> node = ModuleAt.LAST.output(net.network());
    if (node.isEmpty()) {
      return OptionalDouble.empty();
    }
    try (FeatureMaps maps = FeatureMaps.of(net, node.get())) {
      Shape shape = maps.shape();
      boolean[] alive = new boolean[shape.channels()];
      int pixels = shape.height() * shape.width();
      TestBatches.first(
          net,
          Integer.MAX_VALUE,
          batch -> {
            float[] values = maps.of(batch);
            for (int i = 0; i < values.length; i++) {
              if (values[i] != 0) {
                alive[i / pixels % alive.length] = true;
              }
            }
          });
      int dead = 0;
      for (boolean channel : alive) {
        dead += channel ? 0 : 1;
      }
      return OptionalDouble.of((double) dead / alive.length);
    }
  }

  @Override
  public Optional<String> misfit(Supplier<Network> network, DatasetSpec data) {
    Network built = network.get();
    return ModuleAt.LAST.output(built).isPresent()
        ? Optional.empty()
        : Optional.of(built.name() + " has no modules");
  }
}
