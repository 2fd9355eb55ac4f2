package org.paperclaims.harness.engine.torch;

import org.bytedeco.pytorch.Tensor;

/** The operation of a node on its operands. */
@FunctionalInterface
interface Operation {
  Tensor apply(Tensor[] operands, Mode mode);
}
