package org.paperclaims.datasets;

/** A batch while threads write into it, each into slots of its own. */
record UnfinishedBatch(int size, float[] inputs, int[] labels, float[] targets) {
  static UnfinishedBatch of(int size, Examples examples) {
    int targets = examples.targets();
    return new UnfinishedBatch(
        size,
        new float[Math.multiplyExact(size, examples.inputs())],
        new int[targets == 0 ? size : 0],
        new float[size * targets]);
  }

  Batch finish() {
    return new Batch(size, inputs, labels, targets);
  }
}
