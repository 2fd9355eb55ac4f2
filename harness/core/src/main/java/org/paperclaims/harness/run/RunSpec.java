package org.paperclaims.harness.run;

import org.paperclaims.datasets.DatasetSpec;

/**
 * Everything that fixes a run. Two runs with equal specs, on one machine and one thread count, end
 * with the same bits.
 *
 * @param protocol what is done
 * @param architecture such as {@code resnet-56}
 * @param erasure in its canonical form, such as {@code last@100%} or {@code none}
 * @param dataset which examples
 * @param datasetChecksum SHA-256 of what the examples come from
 * @param recipe how it is trained
 * @param seed of weights, order, augmentation and dropout
 * @param engine the engine's id
 * @param given the model that is measured in place of one that the run trains, if there is one
 */
public record RunSpec(
    Protocol protocol,
    String architecture,
    String erasure,
    DatasetSpec dataset,
    String datasetChecksum,
    Recipe recipe,
    long seed,
    String engine,
    GivenModel given) {
  /** Make the spec of a run that makes its own model. */
  public RunSpec(
      Protocol protocol,
      String architecture,
      String erasure,
      DatasetSpec dataset,
      String datasetChecksum,
      Recipe recipe,
      long seed,
      String engine) {
    this(
        protocol,
        architecture,
        erasure,
        dataset,
        datasetChecksum,
        recipe,
        seed,
        engine,
        GivenModel.NONE);
  }
}
