package org.paperclaims.harness.engine.torch;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.paperclaims.datasets.Task;

/**
 * The mean loss of what a network put out, by its task; of heat maps the sum over the stages.
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
    if (task instanceof Task.HeatMaps) {
      return ofStages(flat, wanted);
    }
    if (!(task instanceof Task.Classification)) {
      return torch.mse_loss(flat, wanted);
    }
    return labelSmoothing == 0
        ? torch.cross_entropy_loss(flat, wanted)
        : torch.cross_entropy_loss(
            flat, wanted, new TensorOptional(), MEAN, NO_CLASS, labelSmoothing);
  }

  /** Add up the stages' mean squared errors; all stages are to meet the same maps. */
  private static Tensor ofStages(Tensor flat, Tensor wanted) {
    long targets = wanted.size(1);
    long stages = flat.size(1) / targets;
    Tensor found = flat.reshape(-1, stages, targets);
    return torch
        .mse_loss(found, wanted.unsqueeze(1).expand_as(found))
        .mul(new Scalar((double) stages));
  }
}
