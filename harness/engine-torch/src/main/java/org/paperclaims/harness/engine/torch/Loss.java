package org.paperclaims.harness.engine.torch;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.paperclaims.datasets.Task;

/**
 * The mean loss of what a network put out, by its task.
 *
 * @param labelSmoothing the share of a label's probability that is spread over all classes
 */
record Loss(Task task, double labelSmoothing) {
  /** The number of a mean over the batch, among libtorch's reductions. */
  private static final long MEAN = 1;

  /** A label that libtorch would leave out. */
  private static final long NO_CLASS = -100;

  Tensor of(Tensor outputs, Tensor wanted) {
    Tensor flat = outputs.dim() == 2 ? outputs : outputs.flatten(1, -1);
    if (!(task instanceof Task.Classification)) {
      return torch.mse_loss(flat, wanted);
    }
    return labelSmoothing == 0
        ? torch.cross_entropy_loss(flat, wanted)
        : torch.cross_entropy_loss(
            flat, wanted, new TensorOptional(), MEAN, NO_CLASS, labelSmoothing);
  }
}
