package org.paperclaims.harness.engine.dl4j;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.paperclaims.architectures.Shape;

/** Numbers of every example of a batch on the device, batch first; the largest batch makes room. */
final class DeviceBatch implements AutoCloseable {
  private final Shape shape;
  private @Nullable DeviceFloats numbers;

  /** Make a place for numbers of one shape for each example; it has no room yet. */
  DeviceBatch(Shape shape) {
    this.shape = shape;
  }

  Shape shape() {
    return shape;
  }

  /** Count the numbers of one example. */
  int size() {
    return shape.size();
  }

  /** Give the memory. */
  DeviceFloats numbers() {
    if (numbers == null) {
      throw new IllegalStateException("no batch has room here yet");
    }
    return numbers;
  }

  /** See the first examples as images. */
  INDArray images(int examples) {
    return numbers().images(examples, shape);
  }

  /** See the first examples as one vector. */
  INDArray vector(int examples) {
    return numbers().vector((long) examples * size());
  }

  /** Make room for batches of that many examples. */
  void reserve(int examples) {
    close();
    numbers = new DeviceFloats((long) examples * size());
  }

  @Override
  public void close() {
    if (numbers != null) {
      numbers.close();
      numbers = null;
    }
  }
}
