package org.paperclaims.harness.engine.dl4j;

import java.io.IOException;
import java.nio.file.Path;
import org.paperclaims.architectures.Network;
import org.paperclaims.datasets.Task;
import org.paperclaims.harness.engine.ModelFormat;
import org.paperclaims.harness.engine.Snapshot;

/** Models as {@link Dl4jExport} writes them. */
public final class ComputationGraphFormat implements ModelFormat {
  /** Make the format; native code is loaded when it is first needed. */
  public ComputationGraphFormat() {}

  @Override
  public String id() {
    return "dl4j";
  }

  @Override
  public String description() {
    return "a DL4J ComputationGraph of standard layers, which ModelSerializer.restoreComputationGraph"
        + " reads; 'output' gives probabilities";
  }

  @Override
  public void write(Network network, Snapshot model, Task task, Path file) throws IOException {
    Dl4jExport.write(network, model, task, file);
  }
}
