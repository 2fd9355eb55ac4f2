package org.paperclaims.harness.claim;

import org.paperclaims.architectures.Erasure;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.harness.run.GivenModel;
import org.paperclaims.harness.run.Imported;
import org.paperclaims.harness.run.Protocol;
import org.paperclaims.harness.run.Recipe;
import org.paperclaims.harness.run.RunSpec;

/**
 * One of the things compared: the tier of its record with some fields written over.
 *
 * @param name in the record's words: {@code control}, {@code treatment}, {@code last}, {@code 50%}
 * @param role what it is in the comparison
 * @param level value of a trend's variable, such as a depth or a number of images; 0 elsewhere
 * @param metric the name of what is measured of its runs, such as {@code test_error}
 * @param settings what fixes its runs
 */
public record Arm(String name, Role role, double level, String metric, RunSettings settings) {
  /** The part of an arm in the comparison. */
  public enum Role {
    CONTROL,
    TREATMENT
  }

  /** Give the architecture of its network. */
  public String architecture() {
    return settings.architecture();
  }

  /** Give what is erased of its network. */
  public Erasure erasure() {
    return settings.erasure();
  }

  /** Give the examples of its runs. */
  public DatasetSpec dataset() {
    return settings.dataset();
  }

  /** Give the model that is measured in place of training, if there is one. */
  public GivenModel given() {
    return settings.given();
  }

  /** Give the runs made elsewhere that stand in the place of training, if there are any. */
  public Imported imported() {
    return settings.imported();
  }

  /** Tell whether its runs were made elsewhere. */
  public boolean isImported() {
    return !imported().equals(Imported.NONE);
  }

  /** Tell whether its model's file holds the network too, which then is none of this project's. */
  public boolean bringsNetwork() {
    return architecture().equals(GivenModel.WHOLE);
  }

  /** Give how its networks are trained. */
  public Recipe recipe() {
    return settings.recipe();
  }

  /**
   * Give the spec of one of its runs as it is made here, even if the arm's runs were made
   * elsewhere.
   *
   * @param checksum SHA-256 of its data
   */
  public RunSpec spec(Protocol protocol, String checksum, long seed, String engine) {
    return new RunSpec(
        protocol,
        architecture(),
        erasure().toString(),
        dataset(),
        checksum,
        recipe(),
        seed,
        engine,
        given());
  }
}
