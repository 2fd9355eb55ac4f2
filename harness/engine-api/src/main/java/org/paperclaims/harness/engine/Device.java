package org.paperclaims.harness.engine;

/**
 * Something that runs networks.
 *
 * @param id {@code cpu}, {@code cuda:0}, …
 * @param description such as {@code NVIDIA H200, compute capability 9.0}
 */
public record Device(String id, String description) {
  /** Tell whether this is the CPU. */
  public boolean isCpu() {
    return id.equals("cpu");
  }
}
