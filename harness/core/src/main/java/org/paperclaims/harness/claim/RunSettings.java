package org.paperclaims.harness.claim;

import org.paperclaims.architectures.Erasure;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.harness.run.GivenModel;
import org.paperclaims.harness.run.Imported;
import org.paperclaims.harness.run.Recipe;

/**
 * Everything that fixes the runs of an arm but the protocol, the seed and the engine.
 *
 * @param architecture in canonical form
 * @param dataset which examples; arms of a case differ in the number of training images at most
 * @param given the model that is measured in place of training, if there is one
 * @param imported the runs made elsewhere that stand in the place of training, if there are any
 */
public record RunSettings(
    String architecture,
    Erasure erasure,
    DatasetSpec dataset,
    Recipe recipe,
    GivenModel given,
    Imported imported) {
  /** Make the settings of runs that train. */
  public RunSettings(String architecture, Erasure erasure, DatasetSpec dataset, Recipe recipe) {
    this(architecture, erasure, dataset, recipe, GivenModel.NONE, Imported.NONE);
  }

  /** Make the settings of a model that is given. */
  public RunSettings(
      String architecture, Erasure erasure, DatasetSpec dataset, Recipe recipe, GivenModel given) {
    this(architecture, erasure, dataset, recipe, given, Imported.NONE);
  }
}
