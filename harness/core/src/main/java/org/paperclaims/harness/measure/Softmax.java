package org.paperclaims.harness.measure;

/** Probabilities of classes. */
final class Softmax {
  private Softmax() {}

  /**
   * Work out the probabilities of an example's classes.
   *
   * @param outputs of a network for a batch
   * @param from where the example's outputs begin
   */
  static double[] of(float[] outputs, int from, int classes) {
    double most = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < classes; j++) {
      most = Math.max(most, outputs[from + j]);
    }
    double sum = 0;
    for (int j = 0; j < classes; j++) {
      sum += Math.exp(outputs[from + j] - most);
    }
    double[] probabilities = new double[classes];
    for (int j = 0; j < classes; j++) {
      probabilities[j] = Math.exp(outputs[from + j] - most) / sum;
    }
    return probabilities;
  }
}
