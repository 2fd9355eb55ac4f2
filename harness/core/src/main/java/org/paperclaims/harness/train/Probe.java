package org.paperclaims.harness.train;

import java.util.Map;
import org.paperclaims.architectures.Network;
import org.paperclaims.datasets.Augmentation;
import org.paperclaims.datasets.Batch;
import org.paperclaims.datasets.BatchStream;
import org.paperclaims.datasets.Dataset;
import org.paperclaims.datasets.EpochOrder;
import org.paperclaims.harness.run.RunSpec;

/** A look at a network at initialisation. */
interface Probe {
  /** Measure; the numbers by name. */
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
