package org.paperclaims.harness.measure;

import java.util.function.Consumer;
import org.paperclaims.datasets.Batch;
import org.paperclaims.datasets.BatchStream;

/** The first test examples, in batches. */
public final class TestBatches {
  private static final int BATCH = 100;

  private TestBatches() {}

  /** Show at least the first examples that are asked for, or all that there are. */
  public static void first(TrainedNetwork net, int examples, Consumer<Batch> seen) {
    try (BatchStream batches = net.dataset().test().inOrder(BATCH)) {
      for (int shown = 0; shown < examples && batches.hasNext(); ) {
        Batch batch = batches.next();
        seen.accept(batch);
        shown += batch.size();
      }
    }
  }
}
