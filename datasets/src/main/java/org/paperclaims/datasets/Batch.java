package org.paperclaims.datasets;

/**
 * A batch of examples. The arrays are not copied: whoever gets a batch reads it and leaves it as it
 * is.
 *
 * @param size number of examples, at least 1
 * @param inputs size x channels x height x width, row major, augmented and normalised
 * @param labels size class labels from 0 on; empty for a regression
 * @param targets size x outputs numbers to be met; empty for a classification
 */
public record Batch(int size, float[] inputs, int[] labels, float[] targets) {
  public Batch {
    if (size < 1 || inputs.length % size != 0) {
      throw new IllegalArgumentException(
          inputs.length + " input numbers do not make " + size + " examples");
    }
    if ((labels.length == 0) == (targets.length == 0)) {
      throw new IllegalArgumentException("a batch has labels or targets");
    }
  }

  /** Make a batch of a classification. */
  public static Batch labelled(int size, float[] inputs, int[] labels) {
    return new Batch(size, inputs, labels, new float[0]);
  }

  /** Make a batch of a regression. */
  public static Batch targeted(int size, float[] inputs, float[] targets) {
    return new Batch(size, inputs, new int[0], targets);
  }
}
