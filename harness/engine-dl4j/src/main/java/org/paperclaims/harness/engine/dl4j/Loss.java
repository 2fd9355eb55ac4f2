package org.paperclaims.harness.engine.dl4j;

import org.paperclaims.datasets.Batch;
import org.paperclaims.datasets.Task;

/** The mean loss of a batch, of heat maps summed over the stages, and its gradient. */
final class Loss {
  private Loss() {}

  /**
   * Compute the loss.
   *
   * @param smoothing the share of a label's probability that is spread over all classes
   * @param outputs batch x outputs; the gradient is written here
   */
  static double of(Task task, double smoothing, Batch batch, float[] outputs) {
    return task instanceof Task.Classification
        ? crossEntropy(batch, smoothing, outputs)
        : squaredError(batch, outputs);
  }

  private static double crossEntropy(Batch batch, double smoothing, float[] z) {
    int classes = z.length / batch.size();
    double sum = 0;
    for (int e = 0; e < batch.size(); e++) {
      int start = e * classes;
      double largest = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < classes; c++) {
        largest = Math.max(largest, z[start + c]);
      }
      double total = 0;
      for (int c = 0; c < classes; c++) {
        total += Math.exp(z[start + c] - largest);
      }
      int label = batch.labels()[e];
      double wanted = Math.log(total) + largest - z[start + label];
      sum += smoothing == 0 ? wanted : (1 - smoothing) * wanted;
      for (int c = 0; c < classes; c++) {
        double share = smoothing / classes + (c == label ? 1 - smoothing : 0);
        if (smoothing > 0) {
          sum += smoothing / classes * (Math.log(total) + largest - z[start + c]);
        }
        double p = Math.exp(z[start + c] - largest) / total;
        z[start + c] = (float) ((p - share) / batch.size());
      }
    }
    return sum / batch.size();
  }

  /** An example's outputs may hold its targets several times, once a stage. */
  private static double squaredError(Batch batch, float[] z) {
    float[] wanted = batch.targets();
    int outputs = z.length / batch.size();
    int targets = wanted.length / batch.size();
    double sum = 0;
    for (int i = 0; i < z.length; i++) {
      double difference = (double) z[i] - wanted[i / outputs * targets + i % outputs % targets];
      sum += difference * difference;
      z[i] = (float) (2 * difference / wanted.length);
    }
    return sum / wanted.length;
  }
}
