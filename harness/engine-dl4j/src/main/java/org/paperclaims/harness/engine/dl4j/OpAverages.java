package org.paperclaims.harness.engine.dl4j;

/**
 * The moving averages of a learner's weights and running statistics on the device. To compute with
 * them they change places with the weights, because the steps of a network read one memory.
 */
final class OpAverages implements AutoCloseable {
  private final int size;
  private final DeviceFloats values;
  private final DeviceFloats scratch;
  private boolean shown;

  OpAverages(int size) {
    this.size = size;
    values = new DeviceFloats(size);
    scratch = new DeviceFloats(size);
  }

  /** Take over numbers, while the weights lie where they belong. */
  void load(float[] numbers) {
    values.put(numbers);
  }

  float[] toArray() {
    return values.toArray(size);
  }

  /** Move towards the weights by a share of the way. */
  void follow(Operations ops, DeviceFloats weights, double share) {
    if (share == 1) {
      ops.copy(weights.vector(size), values.vector(size));
      return;
    }
    // Two factors that are rounded apart would not add up to 1, and pull the average to zero.
    ops.subtract(weights.vector(size), values.vector(size), scratch.vector(size));
    ops.addScaled(share, scratch.vector(size), values.vector(size));
  }

  /** Let averages and weights change places, unless they lie as is asked for. */
  void show(Operations ops, DeviceFloats weights, boolean wanted) {
    if (shown == wanted) {
      return;
    }
    shown = wanted;
    ops.copy(weights.vector(size), scratch.vector(size));
    ops.copy(values.vector(size), weights.vector(size));
    ops.copy(scratch.vector(size), values.vector(size));
  }

  @Override
  public void close() {
    values.close();
    scratch.close();
  }
}
