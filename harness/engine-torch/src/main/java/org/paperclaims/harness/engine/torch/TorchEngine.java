package org.paperclaims.harness.engine.torch;

import java.util.List;
import java.util.Map;
import org.paperclaims.architectures.Network;
import org.paperclaims.harness.engine.Device;
import org.paperclaims.harness.engine.Engine;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.plan.dnnl.Dnnl;

/** PyTorch 2 without Python. Safe for use by several threads. */
public final class TorchEngine implements Engine {
  private static final String FOR_PLANS = " for plans";

  /** Make the engine; native code is loaded when it is first needed. */
  public TorchEngine() {}

  @Override
  public String id() {
    return "torch";
  }

  @Override
  public String version() {
    return "PyTorch 2.10.0 (JavaCPP 1.5.13)"
        + (Way.arePlansWanted() && Dnnl.isOnTheClassPath() ? ", " + Dnnl.NAME + FOR_PLANS : "");
  }

  @Override
  public void refuseSettings() {
    Way.refuseSettings();
  }

  @Override
  public Map<String, String> settingsOf(String version, String device) {
    boolean planned = version.endsWith(FOR_PLANS);
    return device.startsWith("cpu") && !planned ? Map.of(Way.PLANS, "false") : Map.of();
  }

  @Override
  public List<Device> devices() {
    return Devices.list();
  }

  @Override
  public String advice() {
    return Devices.advice();
  }

  @Override
  public Learner learner(Network network, LearnerOptions options) {
    Devices.check(options);
    return new TorchLearner(network, options);
  }
}
