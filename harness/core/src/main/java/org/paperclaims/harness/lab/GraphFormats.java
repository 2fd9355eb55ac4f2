package org.paperclaims.harness.lab;

import java.nio.file.Path;
import java.util.Optional;
import org.paperclaims.harness.engine.EngineException;
import org.paperclaims.harness.engine.GraphFormat;
import org.paperclaims.plugins.Plugins;

/** The formats of whole networks on the class path. */
public final class GraphFormats {
  static final String ONNX = ".onnx";

  private GraphFormats() {}

  /**
   * Find the format of a file by the end of its name; nothing for files of tensors.
   *
   * @throws EngineException if it is an ONNX file, and the module that reads those is not there
   */
  public static Optional<GraphFormat> of(Path file) {
    String name = String.valueOf(file.getFileName());
    Optional<GraphFormat> found =
        Plugins.of(GraphFormat.class).stream()
            .filter(format -> name.endsWith(format.ending()))
            .findFirst();
    if (found.isEmpty() && name.endsWith(ONNX)) {
      throw new EngineException(
          name
              + " is read by the module paper-claims-engine-onnx, which is not on the class path; build with -Ponnx");
    }
    return found;
  }
}
