package org.paperclaims.harness.engine.dl4j;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.paperclaims.harness.engine.EngineException;

/**
 * Which back end of ND4J a process loads. There can be one only, so this is decided before the
 * first class of ND4J is touched.
 *
 * @param cuda whether it is CUDA's, and not the CPU's
 * @param advice why a back end for CUDA is there and not taken; empty if there is nothing to say
 */
record BackendChoice(boolean cuda, String advice) {
  /** The setting that asks for a device. */
  static final String DEVICE = "claims.device";

  /**
   * Decide.
   *
   * @param asked {@code cpu}, {@code cuda:0}, …; empty or {@code auto} to choose
   * @param cudaThere whether the back end for CUDA is on the class path
   * @param cpuThere whether the back end for the CPU is
   * @param gpus asks the driver; throws if there is none
   * @throws EngineException if a device was asked for by name that cannot be used, or there is no
   *     other; says what is missing
   */
  static BackendChoice of(
      String asked, boolean cudaThere, boolean cpuThere, Supplier<List<Gpu>> gpus) {
    if (!cudaThere) {
      return new BackendChoice(false, "");
    }
    if (asked.equals("cpu")) {
      if (!cpuThere) {
        throw new EngineException.Unsupported(
            DEVICE
                + " is cpu, but ND4J's back end for the CPU is not on the class path; leave the"
                + " profile cuda out");
      }
      return new BackendChoice(false, "");
    }
    Optional<String> problem = problem(gpus);
    return problem.isEmpty()
        ? new BackendChoice(true, "")
        : without(asked, cpuThere, problem.get());
  }

  /**
   * Go on without CUDA.
   *
   * @param problem says what is missing
   * @throws EngineException.Unsupported if a GPU was asked for, or there is nothing to go on with
   */
  static BackendChoice without(String asked, boolean cpuThere, String problem) {
    if (asked.startsWith("cuda") || !cpuThere) {
      throw new EngineException.Unsupported(problem);
    }
    return new BackendChoice(false, problem);
  }

  private static Optional<String> problem(Supplier<List<Gpu>> gpus) {
    List<Gpu> found;
    try {
      found = gpus.get();
    } catch (EngineException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
    if (found.stream().anyMatch(gpu -> gpu.problem().isEmpty())) {
      return Optional.empty();
    }
    return Optional.of(
        found.stream()
            .flatMap(gpu -> gpu.problem().stream())
            .distinct()
            .collect(Collectors.joining("; ")));
  }
}
