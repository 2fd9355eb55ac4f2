package org.paperclaims.datasets;

/**
 * The values that fix the batches of one training epoch.
 *
 * @param seed the run's seed
 * @param epoch from 0 on
 * @param batchSize at least 1; the last batch of an epoch may be smaller
 * @param augmentation what is done to every image, each a pure function of (image, seed, epoch,
 *     index)
 * @param firstBatch how many batches to skip, to resume inside an epoch
 */
public record EpochOrder(
    long seed, int epoch, int batchSize, Augmentation augmentation, int firstBatch) {}
