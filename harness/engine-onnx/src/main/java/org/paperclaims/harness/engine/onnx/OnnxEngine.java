package org.paperclaims.harness.engine.onnx;

import ai.onnxruntime.OrtEnvironment;
import java.util.List;
import org.paperclaims.architectures.Network;
import org.paperclaims.harness.engine.Device;
import org.paperclaims.harness.engine.Engine;
import org.paperclaims.harness.engine.EngineException;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.run.GivenModel;

/** ONNX Runtime: runs the networks that files bring, on the CPU, and trains none. */
public final class OnnxEngine implements Engine {
  /** Make the engine; {@link java.util.ServiceLoader} does. */
  public OnnxEngine() {}

  @Override
  public String id() {
    return GivenModel.WHOLE;
  }

  @Override
  public String version() {
    return "ONNX Runtime " + OrtEnvironment.getEnvironment().getVersion();
  }

  @Override
  public List<Device> devices() {
    return List.of(new Device("cpu", "CPU"));
  }

  @Override
  public Learner learner(Network network, LearnerOptions options) {
    throw new EngineException.Unsupported(
        "the engine onnx runs the networks that ONNX files bring, and trains none, found "
            + network.name()
            + "; train with -Dclaims.engine=dl4j or torch");
  }
}
