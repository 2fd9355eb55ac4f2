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
 * @param imported the set of runs made elsewhere that it belongs to, if it does
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
    GivenModel given,
    Imported imported) {
  /** Where runs that were made elsewhere have what others have of this project. */
  public static final String ELSEWHERE = "elsewhere";

  /** Make the spec of a run that is made here. */
  public RunSpec(
      Protocol protocol,
      String architecture,
      String erasure,
      DatasetSpec dataset,
      String datasetChecksum,
      Recipe recipe,
      long seed,
      String engine,
      GivenModel given) {
    this(
        protocol,
        architecture,
        erasure,
        dataset,
        datasetChecksum,
        recipe,
        seed,
        engine,
        given,
        Imported.NONE);
  }

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

  /**
   * Make the spec of a run that was made elsewhere. Nothing here can vouch for its architecture,
   * its data or its recipe, so none of them fixes it: the set that it belongs to and its seed do.
   */
  public static RunSpec elsewhere(Imported set, long seed) {
    return new RunSpec(
        Protocol.TRAIN,
        ELSEWHERE,
        "none",
        new DatasetSpec(ELSEWHERE, 0, 0, 0, false),
        "",
        Recipe.NOTHING,
        seed,
        ELSEWHERE,
        GivenModel.NONE,
        set);
  }

  /** Give the same run with another seed. */
  public RunSpec withSeed(long other) {
    return new RunSpec(
        protocol,
        architecture,
        erasure,
        dataset,
        datasetChecksum,
        recipe,
        other,
        engine,
        given,
        imported);
  }

  /** Give the same run on data with this SHA-256. */
  public RunSpec withDatasetChecksum(String checksum) {
    return new RunSpec(
        protocol, architecture, erasure, dataset, checksum, recipe, seed, engine, given, imported);
  }

  /** Tell whether the run was made elsewhere, and is known by what a file tells. */
  public boolean madeElsewhere() {
    return !imported.equals(Imported.NONE);
  }
}
