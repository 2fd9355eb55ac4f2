package org.paperclaims.harness.engine.plan;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.Pointer;

/** Where an engine has the numbers of a network. They stay there as long as its plans live. */
public interface PlanWeights {
  /** Give where a parameter that is trained lies. */
  Pointer values(String parameter);

  /** Give where the gradient of a parameter that is trained is to be left. */
  Pointer gradient(String parameter);

  /** Give a running statistic, to be read and changed in place. */
  FloatBuffer statistic(String parameter);

  /** Tell whether filters lie as out x height x width x in, and not out x in x height x width. */
  boolean channelsInnermost();
}
