package org.paperclaims.harness.engine.torch;

import java.nio.FloatBuffer;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.paperclaims.harness.engine.MeanLoss;
import org.paperclaims.harness.engine.torch.dnnl.Kernel;
import org.paperclaims.harness.engine.torch.dnnl.Kernels;
import org.paperclaims.harness.engine.torch.dnnl.Operand;

/**
 * A step of a network on batches of one size, as a list of kernels whose memory is settled: nothing
 * is made and no memory is asked for while it runs.
 *
 * @param kernels what the others were made by
 * @param input the batch's images, planes row major
 * @param outputs of the network, examples x classes
 * @param ofOutputs the gradient of the loss by them
 */
record Plan(
    Kernels kernels,
    Operand input,
    List<Kernel> forward,
    FloatBuffer outputs,
    FloatBuffer ofOutputs,
    List<Kernel> backward)
    implements AutoCloseable {
  /**
   * Leave the gradients of all parameters where the plan has them.
   *
   * @param images of the batch, as they are to lie in the input
   * @param smoothing the share of a label's probability that is spread over all classes
   * @return the mean loss
   */
  double run(Pointer images, int[] labels, double smoothing) {
    Pointer.memcpy(input.data(), images, input.count() * Float.BYTES);
    for (Kernel kernel : forward) {
      kernel.run();
    }
    float[] numbers = new float[outputs.capacity()];
    outputs.get(0, numbers);
    double found = MeanLoss.crossEntropy(labels, smoothing, numbers);
    ofOutputs.put(0, numbers);
    for (Kernel kernel : backward) {
      kernel.run();
    }
    return found;
  }

  /** Give how much memory it has. */
  long bytes() {
    return kernels.bytes();
  }

  @Override
  public void close() {
    kernels.close();
  }
}
