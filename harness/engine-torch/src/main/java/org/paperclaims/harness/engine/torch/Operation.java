package org.paperclaims.harness.engine.torch;

import org.bytedeco.pytorch.Tensor;

/** What a node does to its operands. */
@FunctionalInterface
interface Operation {
  Tensor apply(Tensor[] operands, Mode mode);
}
