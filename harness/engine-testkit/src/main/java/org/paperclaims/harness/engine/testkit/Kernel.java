package org.paperclaims.harness.engine.testkit;

import java.util.List;

/** The effect of one node on numbers, and on gradients on their way back. */
interface Kernel {
  /** Fill {@code out.value} from the operands' values. */
  void forward(List<Volume> operands, Volume out);

  /** Add to the operands' gradients, and to the parameters', what {@code out.gradient} makes. */
  void backward(List<Volume> operands, Volume out);
}
