package org.paperclaims.harness.engine.onnx;

import java.nio.file.Path;
import org.paperclaims.harness.engine.GraphFormat;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.LearnerOptions;

/** ONNX files. */
public final class OnnxFormat implements GraphFormat {
  /** Make the format; {@link java.util.ServiceLoader} does. */
  public OnnxFormat() {}

  @Override
  public String ending() {
    return ".onnx";
  }

  @Override
  public Learner open(Path file, LearnerOptions options) {
    return OnnxGraph.open(file, options);
  }
}
