package org.paperclaims.harness.engine;

import java.io.IOException;
import java.nio.file.Path;
import org.paperclaims.architectures.Network;
import org.paperclaims.datasets.Task;

/**
 * A file that another tool reads a trained network from, without this project. Found with {@link
 * java.util.ServiceLoader}, so it has a public constructor without parameters, which must be cheap
 * and load no native code.
 */
public interface ModelFormat {
  /** Give the format's name in commands, such as {@code torchscript}. */
  String id();

  /** Say in one sentence what the file is, what reads it, and what it gives. */
  String description();

  /**
   * Write a network for inference.
   *
   * @param model at least the network's parameters
   * @param file is made, or replaced
   * @throws EngineException.Unsupported if the format has nothing that does what a node does
   * @throws EngineException if the library that writes it cannot work here
   * @throws IOException if the file cannot be written
   */
  void write(Network network, Snapshot model, Task task, Path file) throws IOException;
}
