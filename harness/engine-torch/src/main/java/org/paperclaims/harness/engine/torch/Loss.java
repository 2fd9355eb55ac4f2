package org.paperclaims.harness.engine.torch;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.paperclaims.datasets.Task;

/** The mean loss of what a network put out, by its task. */
record Loss(Task task) {
  Tensor of(Tensor outputs, Tensor wanted) {
    Tensor flat = outputs.dim() == 2 ? outputs : outputs.flatten(1, -1);
    return task instanceof Task.Classification
        ? torch.cross_entropy_loss(flat, wanted)
        : torch.mse_loss(flat, wanted);
  }
}
