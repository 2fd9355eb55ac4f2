package org.paperclaims.harness.measure;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.paperclaims.architectures.Network;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.datasets.Datasets;

/**
 * Percent of test examples whose class is not among the k that the network finds likeliest: {@code
 * top5_error} of ImageNet (ILSVRC, Russakovsky et al. 2015, section 4.1), {@code top2_error} where
 * there are ten classes.
 *
 * @param k 2 or 5
 */
record TopError(int k) implements ModelMetric {
  @Override
  public Heading heading() {
    return Heading.lower("top" + k + "_error", "Top-" + k + " error", Unit.ERROR);
  }

  @Override
  public OptionalDouble measure(TrainedNetwork net) {
    return net.dataset().task().outputs() <= k
        ? OptionalDouble.empty()
        : net.test().answers().stream().mapToDouble(a -> a.errorBeyond(k)).findFirst();
  }

  @Override
  public Optional<String> misfit(Supplier<Network> network, DatasetSpec data) {
    int classes = Datasets.unread().outline(data.name()).classes();
    return classes > k
        ? Optional.empty()
        : Optional.of(
            classes == 0
                ? data.name() + " has no classes"
                : "%s has %d classes, so that all are among the first %d"
                    .formatted(data.name(), classes, k));
  }
}
