package org.paperclaims.harness.engine.dl4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.paperclaims.architectures.Shape;
import org.paperclaims.harness.engine.EngineException;

/**
 * Float32 memory of ND4J's device, read and written by the host from its start only: ND4J's CUDA
 * arrays copy the whole of a buffer to read a part of it.
 */
final class DeviceFloats implements Memory {
  private final INDArray all;
  private final Map<View, INDArray> views = new HashMap<>();

  private record View(long offset, List<Long> numbers) {}

  /** Take memory for {@code length} numbers, all zero. */
  DeviceFloats(long length) {
    if (length > Integer.MAX_VALUE) {
      throw new EngineException.OutOfMemory(
          length + " numbers in one array are more than this engine holds; use a smaller batch",
          new OutOfMemoryError());
    }
    all = Nd4j.zeros(DataType.FLOAT, new long[] {Math.max(1, length)});
  }

  /** Copy numbers of the host to the start. */
  void put(float... numbers) {
    all.data().setData(numbers);
  }

  /** Copy the first numbers to the host, which waits for the device. */
  float[] toArray(int length) {
    float[] numbers = all.data().asFloat();
    return numbers.length == length ? numbers : Arrays.copyOf(numbers, length);
  }

  /** See numbers from an offset on as an array, row major. */
  INDArray array(long offset, long... shape) {
    long[] strides = new long[shape.length];
    long stride = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= shape[i];
    }
    return strided(offset, shape, strides);
  }

  /** See the first numbers as a vector. */
  INDArray vector(long length) {
    return array(0, length);
  }

  /** See the first images, batch first. */
  INDArray images(int examples, Shape shape) {
    return array(0, examples, shape.channels(), shape.height(), shape.width());
  }

  /** See numbers in any order that strides can tell. */
  INDArray strided(long offset, long[] shape, long[] strides) {
    List<Long> numbers = new ArrayList<>(2 * shape.length);
    for (int i = 0; i < shape.length; i++) {
      numbers.add(shape[i]);
      numbers.add(strides[i]);
    }
    return views.computeIfAbsent(
        new View(offset, numbers), v -> Nd4j.create(all.data(), shape, strides, offset, 'c'));
  }

  @Override
  public void close() {
    views.clear();
    if (all.closeable()) {
      all.close();
    }
  }
}
