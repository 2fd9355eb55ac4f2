package org.paperclaims.harness.lab;

import java.util.List;
import java.util.stream.Collectors;
import org.paperclaims.harness.engine.Device;
import org.paperclaims.harness.engine.Engine;
import org.paperclaims.harness.engine.EngineException;

/**
 * The devices that an engine can use on this machine.
 *
 * @param engine its id
 * @param devices that it can use, the preferred one first; none if it cannot work here
 * @param fault why a GPU is not among them; empty if its build is for CPUs alone
 */
record EngineOffer(String engine, List<Device> devices, String fault) {
  EngineOffer {
    devices = List.copyOf(devices);
  }

  /** Ask an engine, which loads its libraries. */
  static EngineOffer of(Engine engine) {
    try {
      List<Device> devices = engine.devices();
      return new EngineOffer(engine.id(), devices, engine.advice());
    } catch (EngineException e) {
      return new EngineOffer(engine.id(), List.of(), String.valueOf(e.getMessage()));
    } catch (RuntimeException | LinkageError e) {
      // An engine of somebody else's may fail in ways of its own.
      return new EngineOffer(engine.id(), List.of(), e.toString());
    }
  }

  /** Give the reason for which a GPU is not used, with the engine's name. */
  String why() {
    if (!fault.isEmpty()) {
      return engine + ": " + fault;
    }
    String gpus =
        devices.stream().filter(d -> !d.isCpu()).map(Device::id).collect(Collectors.joining(", "));
    return engine + (gpus.isEmpty() ? ": the build on the class path is for CPUs" : " has " + gpus);
  }
}
