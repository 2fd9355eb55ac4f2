package org.paperclaims.harness.lab;

import org.paperclaims.harness.run.RunSpec;

/** The name of a run for people. */
final class Names {
  private Names() {}

  /** Name a run: {@code resnet-56-w4 last@100% shapes10 seed 3}. */
  static String of(RunSpec spec) {
    String protocol =
        spec.protocol().trains()
            ? ""
            : " " + spec.protocol().name().toLowerCase(java.util.Locale.ROOT);
    return "%s %s %s seed %d%s"
        .formatted(
            spec.architecture(), spec.erasure(), spec.dataset().name(), spec.seed(), protocol);
  }
}
