package org.paperclaims.harness.engine;

/**
 * The mean loss of a batch and its gradient, for engines whose library has none that is quick
 * enough for small networks. Computed in double, in the order of the examples.
 */
public final class MeanLoss {
  private MeanLoss() {}

  /**
   * Compute the cross-entropy of labels.
   *
   * @param labels of the examples, each from 0 to below the number of classes
   * @param smoothing the share of a label's probability that is spread over all classes, 0 to below
   *     1
   * @param outputs of the network before any softmax, examples x classes; the gradient by them is
   *     written here
   */
  public static double crossEntropy(int[] labels, double smoothing, float[] outputs) {
    float[] z = outputs;
    int classes = z.length / labels.length;
    double sum = 0;
    for (int e = 0; e < labels.length; e++) {
      int start = e * classes;
      double largest = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < classes; c++) {
        largest = Math.max(largest, z[start + c]);
      }
      double total = 0;
      for (int c = 0; c < classes; c++) {
        total += Math.exp(z[start + c] - largest);
      }
      int label = labels[e];
      double wanted = Math.log(total) + largest - z[start + label];
      sum += smoothing == 0 ? wanted : (1 - smoothing) * wanted;
      for (int c = 0; c < classes; c++) {
        double share = smoothing / classes + (c == label ? 1 - smoothing : 0);
        if (smoothing > 0) {
          sum += smoothing / classes * (Math.log(total) + largest - z[start + c]);
        }
        double p = Math.exp(z[start + c] - largest) / total;
        z[start + c] = (float) ((p - share) / labels.length);
      }
    }
    return sum / labels.length;
  }

  /**
   * Compute the mean squared error, summed over stages.
   *
   * @param wanted targets, examples x targets
   * @param examples how many there are
   * @param outputs of the network: an example's may hold its targets several times, once a stage;
   *     the gradient by them is written here
   */
  public static double squaredError(float[] wanted, int examples, float[] outputs) {
    float[] z = outputs;
    int each = z.length / examples;
    int targets = wanted.length / examples;
    double sum = 0;
    for (int i = 0; i < z.length; i++) {
      double difference = (double) z[i] - wanted[i / each * targets + i % each % targets];
      sum += difference * difference;
      z[i] = (float) (2 * difference / wanted.length);
    }
    return sum / wanted.length;
  }
}
