package org.paperclaims.harness.measure;

import org.paperclaims.architectures.Network;
import org.paperclaims.datasets.Dataset;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.run.Recipe;
import org.paperclaims.harness.run.RunSpec;

/** Learners as runs want them. */
public final class Learners {
  private Learners() {}

  /** Make the learner of a run by its recipe. */
  public static Learner of(RunSpec spec, Network network, Dataset dataset, Workplace place) {
    Recipe recipe = spec.recipe();
    return place
        .engine()
        .learner(
            network,
            new LearnerOptions(
                place.device(),
                place.threads(),
                dataset.task(),
                recipe.rule(),
                recipe.precision(),
                recipe.deterministic(),
                spec.seed()));
  }
}
