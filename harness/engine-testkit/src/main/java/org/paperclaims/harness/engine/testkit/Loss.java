package org.paperclaims.harness.engine.testkit;

/** The mean loss of missing a goal, and its gradient. */
final class Loss {
  private Loss() {}

  /**
   * Compute the loss and leave its gradient in the outputs.
   *
   * @param smoothing the share of a label's probability that is spread over all classes
   */
  static double of(Volume outputs, Goal goal, double smoothing) {
    return goal instanceof Goal.Labels labels
        ? crossEntropy(outputs, labels.labels(), smoothing)
        : squares(outputs, ((Goal.Targets) goal).targets());
  }

  private static double crossEntropy(Volume outputs, int[] labels, double smoothing) {
    int classes = outputs.value.length / outputs.n;
    double loss = 0;
    for (int n = 0; n < outputs.n; n++) {
      int row = n * classes;
      double largest = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < classes; k++) {
        largest = Math.max(largest, outputs.value[row + k]);
      }
      double total = 0;
      for (int k = 0; k < classes; k++) {
        total += Math.exp(outputs.value[row + k] - largest);
      }
      for (int k = 0; k < classes; k++) {
        double wanted = smoothing / classes + (k == labels[n] ? 1 - smoothing : 0);
        double probability = Math.exp(outputs.value[row + k] - largest) / total;
        loss += wanted * (largest + Math.log(total) - outputs.value[row + k]);
        outputs.gradient[row + k] = (probability - wanted) / outputs.n;
      }
    }
    return loss / outputs.n;
  }

  private static double squares(Volume outputs, double[] targets) {
    int each = targets.length / outputs.n;
    int stages = outputs.value.length / targets.length;
    double loss = 0;
    for (int n = 0; n < outputs.n; n++) {
      for (int stage = 0; stage < stages; stage++) {
        for (int t = 0; t < each; t++) {
          int i = (n * stages + stage) * each + t;
          double miss = outputs.value[i] - targets[n * each + t];
          loss += miss * miss;
          outputs.gradient[i] = 2 * miss / targets.length;
        }
      }
    }
    return loss / targets.length;
  }
}
