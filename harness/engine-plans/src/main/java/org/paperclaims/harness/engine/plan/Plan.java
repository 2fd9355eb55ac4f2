package org.paperclaims.harness.engine.plan;

import java.nio.FloatBuffer;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.paperclaims.harness.engine.plan.dnnl.Kernel;
import org.paperclaims.harness.engine.plan.dnnl.Kernels;
import org.paperclaims.harness.engine.plan.dnnl.Operand;

/**
 * A network's passes on batches of one size, as lists of kernels whose memory is settled: nothing
 * is made and no memory is asked for while they run.
 */
public final class Plan {
  private final Kernels kernels;
  private final Operand input;
  private final FloatBuffer examples;
  private final List<Kernel> forward;
  private final FloatBuffer outputs;
  private final FloatBuffer ofOutputs;
  private final List<Kernel> backward;

  /**
   * Take what was made.
   *
   * @param kernels what the others were made by
   * @param input the batch's examples, planes row major
   * @param outputs of the network, examples x classes
   * @param ofOutputs the gradient of the loss by them
   */
  Plan(
      Kernels kernels,
      Operand input,
      List<Kernel> forward,
      FloatBuffer outputs,
      FloatBuffer ofOutputs,
      List<Kernel> backward) {
    this.kernels = kernels;
    this.input = input;
    this.examples = input.numbers();
    this.forward = List.copyOf(forward);
    this.outputs = outputs;
    this.ofOutputs = ofOutputs;
    this.backward = List.copyOf(backward);
  }

  /**
   * Go forward.
   *
   * @param batch its examples, planes row major
   * @return outputs, examples x classes
   */
  public float[] forward(Pointer batch) {
    Pointer.memcpy(input.data(), batch, input.count() * Float.BYTES);
    return forward();
  }

  /** Do the same with examples in Java's memory. */
  public float[] forward(float[] batch) {
    examples.put(0, batch);
    return forward();
  }

  private float[] forward() {
    for (Kernel kernel : forward) {
      kernel.run();
    }
    float[] found = new float[outputs.capacity()];
    outputs.get(0, found);
    return found;
  }

  /**
   * Go back, and leave the gradients of all parameters in their places. oneDNN's rectifiers make
   * zero of what is not a number, so that the outputs may be numbers where these are none.
   *
   * @param gradient of the loss by the outputs, examples x classes
   */
  public void backward(float[] gradient) {
    ofOutputs.put(0, gradient);
    for (Kernel kernel : backward) {
      kernel.run();
    }
  }

  /** Give how much memory it has. */
  long bytes() {
    return kernels.bytes();
  }

  void close() {
    kernels.close();
  }
}
