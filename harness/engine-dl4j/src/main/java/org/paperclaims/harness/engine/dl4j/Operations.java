package org.paperclaims.harness.engine.dl4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * ND4J's operations on whole arrays, each prepared once a learner: on CUDA a context is freed by
 * the garbage collector only. Operands may be broadcast, and any of them may be the result.
 */
final class Operations implements AutoCloseable {
  private static final long[] NONE = {};

  private final Kernels kernels;
  private final Map<String, NativeOperation> byName = new HashMap<>();
  private final List<NativeOperation> own = new ArrayList<>();
  private final Map<Double, DeviceFloats> constants = new HashMap<>();

  Operations(Kernels kernels) {
    this.kernels = kernels;
  }

  /** Prepare an operation for one step alone. */
  NativeOperation prepare(
      String name, int inputs, int outputs, double[] numbers, long... arguments) {
    NativeOperation operation =
        new NativeOperation(kernels, name, inputs, outputs, numbers, arguments);
    own.add(operation);
    return operation;
  }

  /** Give a number of one element, which is kept for good. */
  INDArray constant(double value) {
    return constants
        .computeIfAbsent(
            value,
            v -> {
              DeviceFloats one = new DeviceFloats(1);
              one.put(v.floatValue());
              return one;
            })
        .vector(1);
  }

  void add(INDArray a, INDArray b, INDArray to) {
    call("add", a, b, to);
  }

  void subtract(INDArray a, INDArray b, INDArray to) {
    call("subtract", a, b, to);
  }

  void multiply(INDArray a, INDArray b, INDArray to) {
    call("multiply", a, b, to);
  }

  void divide(INDArray a, INDArray b, INDArray to) {
    call("divide", a, b, to);
  }

  /** Compute a to the power of b; a is not negative. */
  void power(INDArray a, INDArray b, INDArray to) {
    call("Pow", a, b, to);
  }

  /** Compute the larger of both; which one, if one of them is no number, differs by device. */
  void maximum(INDArray a, INDArray b, INDArray to) {
    call("maximum", a, b, to);
  }

  /** Multiply by a number that is the same in every step. */
  void scale(INDArray a, double factor, INDArray to) {
    if (factor == 1) {
      copy(a, to);
    } else {
      multiply(a, constant(factor), to);
    }
  }

  /** Add a multiple of {@code x} to {@code to}. */
  void addScaled(double factor, INDArray x, INDArray to) {
    operation("axpy", 2, NONE).number(factor).input(0, to).input(1, x).output(0, to).run();
  }

  void copy(INDArray from, INDArray to) {
    call("assign", to, from, to);
  }

  void fill(double value, INDArray to) {
    call("assign", to, constant(value), to);
  }

  /** Compute the larger of each number and zero; what is no number stays none. */
  void relu(INDArray x, INDArray to) {
    operation("relu", 1, NONE).number(0).input(0, x).output(0, to).run();
  }

  /** Keep {@code dy} where {@code x} is positive, and zero elsewhere. */
  void wherePositive(INDArray x, INDArray dy, INDArray to) {
    operation("relu_bp", 2, NONE).number(0).input(0, x).input(1, dy).output(0, to).run();
  }

  void sigmoid(INDArray x, INDArray to) {
    operation("sigmoid", 1, NONE).input(0, x).output(0, to).run();
  }

  /** Take the mean over some dimensions. */
  void mean(INDArray x, INDArray to, long... dimensions) {
    operation("reduce_mean", 1, dimensions).input(0, x).output(0, to).run();
  }

  /** Take the sum over some dimensions. */
  void sum(INDArray x, INDArray to, long... dimensions) {
    operation("reduce_sum", 1, dimensions).input(0, x).output(0, to).run();
  }

  /** Take the largest number over some dimensions. */
  void largest(INDArray x, INDArray to, long... dimensions) {
    operation("reduce_max", 1, dimensions).input(0, x).output(0, to).run();
  }

  private void call(String name, INDArray a, INDArray b, INDArray to) {
    operation(name, 2, NONE).input(0, a).input(1, b).output(0, to).run();
  }

  private NativeOperation operation(String name, int inputs, long[] arguments) {
    String key = arguments.length == 0 ? name : name + Arrays.toString(arguments);
    return byName.computeIfAbsent(
        key, k -> new NativeOperation(kernels, name, inputs, 1, new double[0], arguments));
  }

  @Override
  public void close() {
    byName.values().forEach(NativeOperation::close);
    own.forEach(NativeOperation::close);
    constants.values().forEach(DeviceFloats::close);
  }
}
