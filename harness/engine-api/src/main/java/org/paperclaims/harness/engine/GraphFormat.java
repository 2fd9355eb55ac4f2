package org.paperclaims.harness.engine;

import java.nio.file.Path;

/**
 * A kind of file that holds a network and its weights, which a library runs as it is: it predicts,
 * and nothing else. Found with {@link java.util.ServiceLoader}, so it has a public constructor
 * without parameters, which must be cheap and load no native code.
 */
public interface GraphFormat {
  /** Give the end of such files' names, such as {@code .onnx}. */
  String ending();

  /**
   * Open a file. The learner answers {@link Learner#predict} alone; all else that needs weights
   * throws {@link EngineException.Unsupported}.
   *
   * @throws EngineException if it cannot be read or run; says why
   */
  Learner open(Path file, LearnerOptions options);
}
