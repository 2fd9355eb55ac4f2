package org.paperclaims.trackers;

import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.run.RunSpec;

/**
 * The name that a run has in other tools: {@code <arm>-seed<seed>}, as {@code claims import} reads
 * it.
 */
final class TrackedName {
  private static final int SHORT = 8;

  private TrackedName() {}

  /**
   * Name a run. Runs that differ in their seeds alone have one arm, which ends in the first
   * characters of the fingerprint of seed 0: {@code
   * resnet-20-w8.last@100%.shapes10.1f0c9a3e-seed3}.
   */
  static String of(RunSpec spec) {
    return "%s.%s.%s.%s-seed%d"
        .formatted(
            spec.architecture(),
            spec.erasure(),
            spec.dataset().name(),
            Fingerprint.of(spec.withSeed(0)).substring(0, SHORT),
            spec.seed());
  }
}
