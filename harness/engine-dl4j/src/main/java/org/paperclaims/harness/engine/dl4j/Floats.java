package org.paperclaims.harness.engine.dl4j;

import java.nio.FloatBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.paperclaims.harness.engine.EngineException;

/**
 * Native float32 memory that ND4J operations see as arrays and fused loops as a buffer. Java 17
 * does not vectorise loops over native memory, so loops copy a piece at a time into a Java array
 * that stays in the first-level cache.
 */
final class Floats implements Memory {
  private final int length;
  private final Pointer memory;
  private final DataBuffer data;
  private final FloatBuffer buffer;
  private final Map<View, INDArray> views = new ConcurrentHashMap<>();

  private record View(long offset, long a, long b, long c, long d, long stride) {}

  /** Take memory for {@code length} numbers, all zero. */
  Floats(long length) {
    // Its buffer counts bytes by an int, whatever the numbers are.
    if (length > Integer.MAX_VALUE / Float.BYTES) {
      throw new EngineException.OutOfMemory(
          length + " numbers in one array are more than this engine holds; use a smaller batch",
          new OutOfMemoryError());
    }
    this.length = (int) length;
    // ND4J frees its own arrays only when the garbage collector finds them, which is too late for
    // learners that come and go; this memory is freed when it is closed.
    memory = Pointer.calloc(length, Float.BYTES);
    if (memory == null || memory.isNull()) {
      throw new EngineException.OutOfMemory(
          "no native memory left for " + Float.BYTES * length + " bytes; use a smaller batch",
          new OutOfMemoryError());
    }
    FloatPointer pointer = new FloatPointer(memory).capacity(length);
    data = Nd4j.createBuffer(pointer, length, DataType.FLOAT);
    buffer = pointer.asBuffer();
  }

  /** Give the place of a number and those that follow it. */
  Pointer place(int offset) {
    return new FloatPointer(memory).getPointer(offset);
  }

  int length() {
    return length;
  }

  void get(int position, float[] to, int length) {
    buffer.get(position, to, 0, length);
  }

  void put(int position, float[] from, int length) {
    buffer.put(position, from, 0, length);
  }

  void put(int position, float[] from, int offset, int length) {
    buffer.put(position, from, offset, length);
  }

  void get(int position, float[] to, int offset, int length) {
    buffer.get(position, to, offset, length);
  }

  /** See {@code a x b x c x d} numbers from an offset on as an ND4J array. */
  INDArray view(long offset, long a, long b, long c, long d) {
    return images(offset, a, b, c, d, b * c * d);
  }

  /** See images as an ND4J array, {@code stride} numbers from the start of one to the next. */
  INDArray images(long offset, long n, long channels, long height, long width, long stride) {
    return views.computeIfAbsent(
        new View(offset, n, channels, height, width, stride),
        v ->
            Nd4j.create(
                data,
                new long[] {n, channels, height, width},
                new long[] {stride, height * width, width, 1},
                offset,
                'c'));
  }

  /** See {@code n} numbers from an offset on as an ND4J vector. */
  INDArray view(long offset, long n) {
    return views.computeIfAbsent(
        new View(offset, n, 0, 0, 0, 1),
        v -> Nd4j.create(data, new long[] {n}, new long[] {1}, offset, 'c'));
  }

  float[] toArray(int from, int to) {
    float[] all = new float[to - from];
    buffer.get(from, all, 0, all.length);
    return all;
  }

  /** Zero {@code n} numbers from an offset on. */
  void zero(int offset, int n) {
    float[] zeros = new float[Math.min(n, Scratch.PIECE)];
    for (int i = 0; i < n; i += zeros.length) {
      buffer.put(offset + i, zeros, 0, Math.min(zeros.length, n - i));
    }
  }

  @Override
  public void close() {
    views.clear();
    Pointer.free(memory);
  }
}
