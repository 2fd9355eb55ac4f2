package org.paperclaims.harness.engine;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.paperclaims.datasets.Batch;
import org.paperclaims.datasets.BatchStream;
import org.paperclaims.datasets.EpochOrder;
import org.paperclaims.datasets.EpochPlan;
import org.paperclaims.datasets.RawImages;

/**
 * A network in training. Used by one thread at a time. Whatever fails with an {@link
 * EngineException} leaves the learner fit only to be closed.
 */
public interface Learner extends AutoCloseable {
  /**
   * Load weights, running statistics, and what the optimiser and a moving average keep. Names are
   * the network's parameters, for the rest behind one of {@link Snapshot}'s prefixes; left out,
   * momenta and squares are zero and averages are the weights. The step is {@link Snapshot#step}.
   *
   * @throws IllegalArgumentException if a tensor is missing, unknown or of another shape
   */
  void load(Snapshot snapshot);

  /**
   * Take one step on a batch.
   *
   * @return the batch's mean loss before the step; not a number if the training has diverged
   */
  double train(Batch batch, double learningRate);

  /**
   * Take a step on every batch of a stream, which is not closed. Engines override this to keep a
   * device busy without waiting for it after every step.
   *
   * @param rates gives the learning rate of the stream's i-th batch, from 0
   * @param losses is told the mean loss of the i-th batch; may be told late, but in order, and all
   *     before this method returns; returns false to stop early
   */
  default void trainAll(BatchStream batches, Rates rates, Losses losses) {
    for (int i = 0; batches.hasNext(); i++) {
      Batch batch = batches.next();
      if (!losses.step(i, batch.size(), train(batch, rates.at(i)))) {
        return;
      }
    }
  }

  /**
   * Keep images on the device, where that spares the way from the host. Engines need not: the
   * default keeps nothing.
   *
   * @return how to train on them, until the learner is closed; empty if batches must be streamed
   */
  default Optional<Resident> keep(RawImages images) {
    return Optional.empty();
  }

  /**
   * Compute the network's output in inference mode, with running statistics; with the moving
   * average of all numbers, if one is kept.
   *
   * @return batch x outputs, row major; a network's last node before any softmax
   */
  float[] predict(Batch batch);

  /**
   * Compute the network's output as training sees it (batch statistics, no dropout), changing
   * nothing: running statistics stay as they are. Used to look at features at initialisation.
   *
   * @return batch x outputs, row major
   */
  float[] predictWithBatchStatistics(Batch batch);

  /**
   * Copy weights, running statistics, momenta, and the squares and averages that are kept: enough
   * to continue to the same bits.
   */
  Snapshot snapshot();

  /** Free all native memory. May be called twice. */
  @Override
  void close();

  /** Images that a device keeps; it augments and normalises them there. */
  interface Resident {
    /**
     * Take a step on every batch of an epoch, as {@link #trainAll} does on the stream of the same
     * order.
     *
     * @param plan of the whole epoch
     * @param order says how the plan is cut into batches, and how many to skip
     * @param goOn is asked once before every batch; false ends the epoch early
     */
    void train(EpochPlan plan, EpochOrder order, BooleanSupplier goOn, Rates rates, Losses losses);
  }

  /** Gives a learning rate. */
  @FunctionalInterface
  interface Rates {
    double at(int batch);
  }

  /** Is told losses; returns whether to go on. */
  @FunctionalInterface
  interface Losses {
    boolean step(int batch, int size, double loss);
  }
}
