package org.paperclaims.harness.engine.dl4j;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.Loader;
import org.paperclaims.architectures.Network;
import org.paperclaims.harness.engine.Device;
import org.paperclaims.harness.engine.Engine;
import org.paperclaims.harness.engine.EngineException;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.Precision;
import org.paperclaims.harness.engine.plan.dnnl.Dnnl;

/** DeepLearning4j and ND4J, with oneDNN on the CPU and CUDA 11.6 on a GPU. */
public final class Dl4jEngine implements Engine {
  private static final String BY_PLANS = ", by plans of ";
  private static final String BY_OPERATIONS = ", by operations alone";

  private final Supplier<TrainingPath> path;

  public Dl4jEngine() {
    this(TrainingPath::taken);
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
    String way =
        switch (path.get()) {
          case PLANS -> BY_PLANS + Dnnl.NAME;
          case LOOPS -> "";
          case OPS -> BY_OPERATIONS;
        };
    Nd4jPlatform platform = Nd4jNatives.load();
    return platform
        .library()
        .map(
            library ->
                List.of(
                    new Device(
                        "cpu",
                        Loader.getPlatform()
                            + (library.hasOneDnn() ? " with oneDNN" : " without oneDNN")
                            + way)))
        .orElseGet(platform::devices);
  }

  @Override
  public void refuseSettings() {
    TrainingPath.asked();
  }

  @Override
  public Map<String, String> settingsOf(String version, String device) {
    if (!device.startsWith("cpu")) {
      return Map.of();
    }
    TrainingPath taken = TrainingPath.LOOPS;
    if (device.contains(BY_PLANS)) {
      taken = TrainingPath.PLANS;
    } else if (device.endsWith(BY_OPERATIONS)) {
      taken = TrainingPath.OPS;
    }
    return taken == TrainingPath.taken() ? Map.of() : Map.of(TrainingPath.SETTING, taken.word());
  }

  @Override
  public String advice() {
    return Nd4jNatives.load().advice();
  }

  @Override
  public Learner learner(Network network, LearnerOptions options) {
    if (options.precision() != Precision.FP32) {
      throw new EngineException.Unsupported(
          "the dl4j engine computes in FP32 only, found "
              + options.precision()
              + "; choose FP32 or the torch engine");
    }
    Nd4jPlatform platform = Nd4jNatives.load();
    if (options.device().isCpu() && !platform.isCuda()) {
      return onCpu(network, options);
    }
    CudaDevice gpu =
        platform
            .gpu(options.device().id())
            .orElseThrow(
                () ->
                    new EngineException.Unsupported(
                        "the dl4j engine has no device %s here, allowed: %s"
                            .formatted(
                                options.device().id(),
                                devices().stream()
                                    .map(Device::id)
                                    .collect(Collectors.joining(", ")))));
    SelfTest test = gpu.tested(() -> SelfTest.of(() -> looked(options.device(), gpu)));
    test.require(options.device().id(), options.deterministic());
    return byOperations(network, options, gpu);
  }

  private Learner onCpu(Network network, LearnerOptions options) {
    return switch (path.get()) {
      case PLANS ->
          new Dl4jLearner(
              network,
              options,
              PlanComputation.of(network, options)
                  .orElseGet(() -> LoopComputation.of(network, options)));
      case LOOPS -> new Dl4jLearner(network, options, LoopComputation.of(network, options));
      case OPS -> byOperations(network, options, new CpuBackend(options.threads()));
    };
  }

  private static Learner byOperations(Network network, LearnerOptions options, Backend backend) {
    return new Dl4jLearner(
        network,
        options,
        new GuardedComputation(backend, () -> new OpComputation(network, options, Kernels.ND4J)));
  }

  @Override
  public String selfTest(Device device) {
    if (device.isCpu() && path.get() != TrainingPath.OPS) {
      return "";
    }
    SelfTest test =
        Nd4jNatives.load()
            .gpu(device.id())
            .map(gpu -> gpu.tested(() -> SelfTest.of(() -> looked(device, gpu))))
            .orElseGet(() -> SelfTest.of(() -> looked(device, new CpuBackend(1))));
    test.require(device.id(), false);
    return test.words();
  }

  private static Learner looked(Device device, Backend backend) {
    return byOperations(SelfTestCase.network(), SelfTestCase.on(device), backend);
  }
}
