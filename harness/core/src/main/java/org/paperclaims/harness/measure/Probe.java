package org.paperclaims.harness.measure;

import java.util.Map;
import org.paperclaims.architectures.Network;
import org.paperclaims.datasets.Augmentation;
import org.paperclaims.datasets.Batch;
import org.paperclaims.datasets.BatchStream;
import org.paperclaims.datasets.Dataset;
import org.paperclaims.datasets.EpochOrder;
import org.paperclaims.harness.run.Protocol;
import org.paperclaims.harness.run.RunSpec;

/**
 * A look at a network at initialisation: the behaviour of a protocol that trains nothing.
 * Implemented once for each such protocol, and listed in {@link Probes}.
 */
public interface Probe {
  /** Give the protocol that this does. */
  Protocol protocol();

  /**
   * Say what is done.
   *
   * @param networks such as {@code 2 networks}
   */
  String sentence(String networks);

  /** Measure; the numbers by the names of the protocol's metrics. */
  Map<String, Double> measure(RunSpec spec, Network network, Dataset dataset, Workplace place);

  /** Give the first batch of the seed's first epoch, not augmented: both arms see the same. */
  static Batch batch(RunSpec spec, Dataset dataset) {
    EpochOrder order =
        new EpochOrder(spec.seed(), 0, spec.recipe().batch(), Augmentation.none(), 0);
    try (BatchStream batches = dataset.train().epoch(order)) {
      return batches.next();
    }
  }
}
