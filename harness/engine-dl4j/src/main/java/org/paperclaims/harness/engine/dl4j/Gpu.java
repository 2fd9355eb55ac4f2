package org.paperclaims.harness.engine.dl4j;

import java.util.Optional;

/**
 * An NVIDIA GPU and what ND4J's CUDA build can do with it.
 *
 * @param name such as {@code NVIDIA A100}
 * @param major first number of the compute capability
 * @param minor second number of the compute capability
 * @param driver version of the driver, such as {@code 535.104.05}
 */
record Gpu(String name, int major, int minor, String driver) {
  /**
   * The machine code in nd4j-cuda-11.6; it holds no PTX, so nothing newer can be compiled from it.
   */
  private static final int[][] CODES = {
    {3, 7}, {5, 0}, {5, 2}, {6, 0}, {6, 1}, {7, 0}, {7, 5}, {8, 0}, {8, 6}
  };

  /** The oldest Linux driver that runs CUDA 11 programs of any minor version. */
  private static final int[] OLDEST_DRIVER = {450, 80};

  /**
   * Read a line of {@code nvidia-smi --query-gpu=name,compute_cap,driver_version
   * --format=csv,noheader}.
   */
  static Gpu parse(String line) {
    String[] fields = line.split(",", -1);
    String[] capability = fields.length == 3 ? fields[1].strip().split("\\.", -1) : new String[0];
    try {
      return new Gpu(
          fields[0].strip(),
          Integer.parseInt(capability[0]),
          Integer.parseInt(capability[1]),
          fields[2].strip());
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          "nvidia-smi should say name, compute capability and driver, found: " + line, e);
    }
  }

  /** Say why ND4J's CUDA build cannot run here and what would, or nothing if it can. */
  Optional<String> problem() {
    if (!hasCode()) {
      return Optional.of(
          this
              + ": DL4J's CUDA 11.6 build has machine code for compute capability 3.7 to 8.9 only;"
              + (major >= 9
                  ? " run with the profile torch-cuda"
                  : " run on the CPU, without the profile cuda"));
    }
    if (driverIsOlder()) {
      return Optional.of(
          this
              + ": CUDA 11.6 needs driver "
              + OLDEST_DRIVER[0]
              + "."
              + OLDEST_DRIVER[1]
              + " or newer; update the driver, or run without the profile cuda");
    }
    return Optional.empty();
  }

  /** Code for a capability runs on the same major version from that minor version on. */
  private boolean hasCode() {
    for (int[] code : CODES) {
      if (code[0] == major && code[1] <= minor) {
        return true;
      }
    }
    return false;
  }

  private boolean driverIsOlder() {
    String[] found = driver.split("\\.", -1);
    for (int i = 0; i < OLDEST_DRIVER.length && i < found.length; i++) {
      int number = found[i].matches("\\d{1,6}") ? Integer.parseInt(found[i]) : 0;
      if (number != OLDEST_DRIVER[i]) {
        return number < OLDEST_DRIVER[i];
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return name + ", compute capability " + major + "." + minor + ", driver " + driver;
  }
}
