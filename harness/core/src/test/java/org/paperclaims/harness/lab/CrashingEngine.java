package org.paperclaims.harness.lab;

import org.paperclaims.architectures.Network;
import org.paperclaims.datasets.Batch;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.LearnerOptions;

/** An engine that takes the JVM with it at the third step of the seed 2, as native code can. */
public class CrashingEngine extends FakeEngine {
  @Override
  public String id() {
    return "crashing";
  }

  @Override
  public Learner learner(Network network, LearnerOptions options) {
    return new FakeLearner(network, options) {
      private int steps;

      @Override
      public double train(Batch batch, double rate) {
        if (options.seed() == 2 && ++steps == 3) {
          Runtime.getRuntime().halt(134);
        }
        return super.train(batch, rate);
      }
    };
  }
}
