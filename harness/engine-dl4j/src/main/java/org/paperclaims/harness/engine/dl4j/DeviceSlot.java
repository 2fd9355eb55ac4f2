package org.paperclaims.harness.engine.dl4j;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.paperclaims.architectures.Shape;

/** Where a node's output lies on the device, and the gradient by it while a step needs that. */
final class DeviceSlot {
  private final DeviceBatch value;
  private final boolean needsGradient;
  private @Nullable DeviceFloats gradient;

  private DeviceSlot(Shape shape, boolean needsGradient) {
    this.value = new DeviceBatch(shape);
    this.needsGradient = needsGradient;
  }

  /** Make a slot for a network's input, whose gradient nobody wants. */
  static DeviceSlot input(Shape shape) {
    return new DeviceSlot(shape, false);
  }

  /** Make a slot for a node's output. */
  static DeviceSlot output(Shape shape) {
    return new DeviceSlot(shape, true);
  }

  Shape shape() {
    return value.shape();
  }

  /** Count the numbers of one example. */
  int size() {
    return value.size();
  }

  boolean needsGradient() {
    return needsGradient;
  }

  /** Give the memory of the output, batch first. */
  DeviceFloats value() {
    return value.numbers();
  }

  /** See the output as images. */
  INDArray images(int examples) {
    return value.images(examples);
  }

  /** See the output as one vector. */
  INDArray vector(int examples) {
    return value.vector(examples);
  }

  /** Make room for batches of that many examples. */
  void reserve(int examples) {
    value.reserve(examples);
  }

  boolean hasGradient() {
    return gradient != null;
  }

  /** Hand over the memory of the gradient: this output has none from now on. */
  DeviceFloats takeGradient() {
    DeviceFloats taken = gradient;
    if (taken == null) {
      throw new IllegalStateException("no gradient has reached this output");
    }
    gradient = null;
    return taken;
  }

  /**
   * Add a reader's part of the gradient. The first part is written in place.
   *
   * @param write writes all numbers of the part, whatever was there before
   */
  void give(OpMachine machine, int examples, Consumer<DeviceFloats> write) {
    if (!needsGradient) {
      return;
    }
    DeviceFloats sum = gradient;
    if (sum == null) {
      gradient = machine.pool().take(size());
      write.accept(gradient);
      return;
    }
    DeviceFloats part = machine.pool().take(size());
    write.accept(part);
    long numbers = (long) examples * size();
    machine.ops().add(sum.vector(numbers), part.vector(numbers), sum.vector(numbers));
    machine.pool().release(size(), part);
  }

  void close() {
    value.close();
  }
}
