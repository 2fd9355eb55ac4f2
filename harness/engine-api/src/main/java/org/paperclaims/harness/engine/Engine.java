package org.paperclaims.harness.engine;

import java.util.List;
import java.util.Map;
import org.paperclaims.architectures.Network;

/**
 * A deep-learning library behind the harness. Found with {@link java.util.ServiceLoader}, so it has
 * a public constructor without parameters, which must be cheap and load no native code. Safe for
 * use by several threads.
 */
public interface Engine {
  /** Give the engine's name in commands and run specs, such as {@code dl4j}. */
  String id();

  /** Describe the library and back end with versions, such as {@code DL4J 1.0.0-M2.1, oneDNN}. */
  String version();

  /**
   * List the devices that can run networks here, the preferred one first.
   *
   * @throws EngineException if the engine cannot work here at all; the message says what was found,
   *     what is needed and what to do (a driver, a library, the profile that would work)
   */
  List<Device> devices();

  /**
   * Say why a device that this machine has and that the engine is made for is not among {@link
   * #devices}, and what to do; empty if there is none. Is only asked after {@link #devices}.
   */
  default String advice() {
    return "";
  }

  /**
   * Train a small network on a device, in seconds, and say how near it came to numbers that are
   * known; empty if the engine has nothing to look at there. Engines do so by themselves before
   * they first train on a device that they were never run on.
   *
   * @throws EngineException if the device computes wrongly; says what was found
   */
  default String selfTest(Device device) {
    return "";
  }

  /**
   * Give the settings by which the engine computes as it did when a run was recorded, where it has
   * learned other ways since: values of system properties by their names.
   *
   * @param version as {@link #version} gave it then
   * @param device as {@link Device} described it then
   */
  default Map<String, String> settingsOf(String version, String device) {
    return Map.of();
  }

  /**
   * Refuse settings of this engine's own that cannot be understood. Asked once, before anything is
   * run.
   *
   * @throws IllegalArgumentException says which setting it is, what was found and what is allowed
   */
  default void refuseSettings() {
    // Most have none.
  }

  /**
   * Make a learner for a network. Checks first, before any native memory is taken.
   *
   * @throws EngineException.Unsupported if the engine has no such node, or no code for the device
   */
  Learner learner(Network network, LearnerOptions options);
}
