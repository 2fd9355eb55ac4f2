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
  private final CustomOp operation;
  private final OpContext context;
  private final @Nullable INDArray[] inputs;
  private final @Nullable INDArray[] outputs;

  NativeOperation(String name, int inputs, int outputs, long... arguments) {
    operation = DynamicCustomOp.builder(name).build();
    context = Nd4j.getExecutioner().buildContext();
    context.setIArguments(arguments);
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

  void run() {
    Nd4j.getExecutioner().exec(operation, context);
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
