package org.paperclaims.harness.engine.dl4j;

import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Loader;
import org.paperclaims.architectures.Network;
import org.paperclaims.harness.engine.Device;
import org.paperclaims.harness.engine.Engine;
import org.paperclaims.harness.engine.EngineException;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.Precision;

/** DeepLearning4j and ND4J, with oneDNN on the CPU. */
public final class Dl4jEngine implements Engine {
  private final Supplier<TrainingPath> path;

  public Dl4jEngine() {
    this(() -> TrainingPath.asked().orElse(TrainingPath.LOOPS));
  }

  /** Make an engine that takes one way, whatever the settings say. */
  Dl4jEngine(TrainingPath path) {
    this(() -> path);
  }

  private Dl4jEngine(Supplier<TrainingPath> path) {
    this.path = path;
  }

  @Override
  public String id() {
    return "dl4j";
  }

  @Override
  public String version() {
    return "DL4J 1.0.0-M2.1";
  }

  @Override
  public List<Device> devices() {
    // Another way gives other bits, so a record says which one was taken.
    String operations = path.get() == TrainingPath.OPS ? ", by operations alone" : "";
    NativeLibrary library = Nd4jNatives.load();
    return List.of(
        new Device(
            "cpu",
            Loader.getPlatform()
                + (library.hasOneDnn() ? " with oneDNN" : " without oneDNN")
                + operations));
  }

  @Override
  public Learner learner(Network network, LearnerOptions options) {
    if (options.precision() != Precision.FP32) {
      throw new EngineException.Unsupported(
          "the dl4j engine computes in FP32 only, found "
              + options.precision()
              + "; choose FP32 or the torch engine");
    }
    if (!options.device().isCpu()) {
      throw new EngineException.Unsupported(
          "the dl4j engine trains on the device cpu only, found "
              + options.device().id()
              + "; use the torch engine for a GPU");
    }
    Nd4jNatives.load();
    return new Dl4jLearner(network, options, computation(network, options));
  }

  @Override
  public String selfTest(Device device) {
    if (path.get() == TrainingPath.LOOPS) {
      return "";
    }
    SelfTest test = SelfTest.of(() -> learner(SelfTestCase.network(), SelfTestCase.on(device)));
    test.require(device.id(), false);
    return test.words();
  }

  private Computation computation(Network network, LearnerOptions options) {
    return path.get() == TrainingPath.LOOPS
        ? new LoopComputation(network, options)
        : new GuardedComputation(
            new CpuBackend(options.threads()),
            () -> new OpComputation(network, options, Kernels.ND4J));
  }
}
