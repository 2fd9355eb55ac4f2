package org.paperclaims.harness.engine.dl4j;

import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/** Runs prepared operations. */
@FunctionalInterface
interface Kernels {
  /** ND4J's own. */
  Kernels ND4J = (operation, context) -> Nd4j.getExecutioner().exec(operation, context);

  void run(CustomOp operation, OpContext context);
}
