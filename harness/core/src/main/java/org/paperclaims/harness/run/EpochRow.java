package org.paperclaims.harness.run;

/**
 * One epoch of a run.
 *
 * @param epoch from 1 on
 * @param learningRate of the epoch
 * @param trainLoss mean over the epoch's examples, as seen in training
 * @param trainError percent wrong on the training examples as measured after the epoch, where the
 *     protocol measures it; else not a number
 * @param testLoss mean over the test examples
 * @param testError percent wrong on the test examples, or relative squared error
 * @param imagesPerSecond in training
 */
public record EpochRow(
    int epoch,
    double learningRate,
    double trainLoss,
    double trainError,
    double testLoss,
    double testError,
    double imagesPerSecond) {
  /** Give what another machine would come to as well. */
  public EpochRow withoutSpeed() {
    return new EpochRow(epoch, learningRate, trainLoss, trainError, testLoss, testError, 0);
  }
}
