package org.paperclaims.command;

import java.nio.file.Path;

/** A model for CIFAR-10 that was made elsewhere, and how it is read. */
record CifarModel(Path file, String architecture, String channels) {
  /** Test it as a user would who was told an error in percent. */
  Claims test(String expected, String engine) {
    return Claims.call(
        "model",
        "test",
        file.toString(),
        "--architecture",
        architecture,
        "--dataset",
        "cifar10",
        "--scaling",
        "imagenet",
        "--channels",
        channels,
        "--expect-error",
        expected,
        "--engine",
        engine);
  }
}
