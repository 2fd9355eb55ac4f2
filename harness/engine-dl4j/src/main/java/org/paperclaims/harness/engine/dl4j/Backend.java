package org.paperclaims.harness.engine.dl4j;

import java.util.function.Supplier;

/** Where ND4J computes, and what every call there begins and ends with. */
interface Backend {
  /** Do a part of a learner's work, on any thread. */
  <T> T call(Supplier<T> work);
}
