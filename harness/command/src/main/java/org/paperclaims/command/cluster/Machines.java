package org.paperclaims.command.cluster;

/**
 * Machines that are alike.
 *
 * @param count 1 or more
 * @param gpus GPUs of each, one for each copy of the command; 0 for machines without, which have
 *     one copy each
 */
public record Machines(int count, int gpus) {
  public Machines {
    if (count < 1 || gpus < 0) {
      throw new IllegalArgumentException(
          "1 or more machines with 0 or more GPUs each are needed, found %d with %d"
              .formatted(count, gpus));
    }
  }

  /** Give how many copies of the command they run. */
  public int workers() {
    return count * Math.max(1, gpus);
  }

  /** Say them, such as {@code 64 machines with 8 GPUs each}. */
  public String words() {
    String machines = count == 1 ? "1 machine" : count + " machines";
    return gpus == 0
        ? machines + " without a GPU"
        : machines + " with " + (gpus == 1 ? "1 GPU" : gpus + " GPUs") + " each";
  }
}
