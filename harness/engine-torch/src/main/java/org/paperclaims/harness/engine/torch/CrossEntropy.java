package org.paperclaims.harness.engine.torch;

import java.nio.FloatBuffer;

/**
 * The mean cross-entropy of a batch, and its gradient, in Java: for small networks libtorch's calls
 * take longer than their arithmetic.
 *
 * @param classes how many numbers an example has
 * @param smoothing the share of a label's probability that is spread over all classes
 */
record CrossEntropy(int classes, double smoothing) {
  /**
   * Compute the loss.
   *
   * @param outputs of the network, examples x classes
   * @param labels of the examples
   * @param gradient where to put that of the loss by the outputs
   */
  double of(FloatBuffer outputs, int[] labels, FloatBuffer gradient) {
    double[] shares = new double[classes];
    double loss = 0;
    for (int example = 0; example < labels.length; example++) {
      int from = example * classes;
      double largest = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < classes; c++) {
        largest = Math.max(largest, outputs.get(from + c));
      }
      double sum = 0;
      double all = 0;
      for (int c = 0; c < classes; c++) {
        double above = outputs.get(from + c) - largest;
        shares[c] = Math.exp(above);
        sum += shares[c];
        all += above;
      }
      double log = Math.log(sum);
      double ofLabel = log - (outputs.get(from + labels[example]) - largest);
      loss += (1 - smoothing) * ofLabel;
      if (smoothing != 0) {
        loss += smoothing * (log - all / classes);
      }
      for (int c = 0; c < classes; c++) {
        double wanted = smoothing / classes + (c == labels[example] ? 1 - smoothing : 0);
        gradient.put(from + c, (float) ((shares[c] / sum - wanted) / labels.length));
      }
    }
    return loss / labels.length;
  }
}
