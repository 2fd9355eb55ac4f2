package org.paperclaims.harness.engine.dl4j;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An ND4J operation that is prepared once and run many times. Used by one thread at a time; arrays
 * that are the same as in the last run are not handed over again.
 */
final class NativeOperation implements AutoCloseable {
  private final Kernels kernels;
  private final CustomOp operation;
  private final OpContext context;
  private final @Nullable INDArray[] inputs;
  private final @Nullable INDArray[] outputs;

  NativeOperation(String name, int inputs, int outputs, long... arguments) {
    this(Kernels.ND4J, name, inputs, outputs, new double[0], arguments);
  }

  NativeOperation(
      Kernels kernels, String name, int inputs, int outputs, double[] numbers, long... arguments) {
    this.kernels = kernels;
    operation = DynamicCustomOp.builder(name).build();
    context = Nd4j.getExecutioner().buildContext();
    context.setIArguments(arguments);
    context.setTArguments(numbers);
    this.inputs = new INDArray[inputs];
    this.outputs = new INDArray[outputs];
  }

  NativeOperation input(int index, INDArray array) {
    if (inputs[index] != array) {
      inputs[index] = array;
      context.setInputArray(index, array);
    }
    return this;
  }

  NativeOperation output(int index, INDArray array) {
    if (outputs[index] != array) {
      outputs[index] = array;
      context.setOutputArray(index, array);
    }
    return this;
  }

  /** Set the one argument that is a number. */
  NativeOperation number(double value) {
    context.setTArguments(value);
    return this;
  }

  void run() {
    kernels.run(operation, context);
  }

  @Override
  public void close() {
    try {
      context.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
