package org.paperclaims.harness.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.paperclaims.harness.engine.Device;
import org.paperclaims.harness.engine.Engine;
import org.paperclaims.harness.engine.EngineException;
import org.paperclaims.harness.engine.NvidiaDriver;

/**
 * The engine of a suite's runs and the device that they begin on, and why.
 *
 * <p>On a machine without an NVIDIA driver no engine is asked and no library is loaded: runs are
 * done on the CPU, as they are where the CPU is asked for. Elsewhere the engines are asked one
 * after another, and the first with a GPU that it can use is taken.
 *
 * @param device of which a suite may use others of the kind too, unless it was asked for
 * @param why in words that end the line about it
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record EngineChoice(String engine, Device device, String why) {
  /** The engine where no GPU decides. */
  private static final String USUAL = "dl4j";

  private static final Device CPU = new Device("cpu", "");

  /** Choices are made once: neither drivers nor class paths change while a program runs. */
  private static final class Here {
    static final Map<Optional<String>, EngineChoice> CHOSEN = new ConcurrentHashMap<>();
    static final Map<String, EngineOffer> OFFERS = new ConcurrentHashMap<>();

    private Here() {}

    static EngineOffer offer(Engine engine) {
      return OFFERS.computeIfAbsent(engine.id(), id -> EngineOffer.of(engine));
    }
  }

  /**
   * Choose for this machine, of the engines on the class path.
   *
   * @param asked the device that {@code claims.device} names; empty if it names none
   * @throws EngineException.Unsupported if no engine can use that device; says what is missing
   */
  public static EngineChoice ofThisMachine(Optional<String> asked) {
    return Here.CHOSEN.computeIfAbsent(
        asked,
        device ->
            of(
                device,
                NvidiaDriver.here(),
                Engines.all().stream()
                    .<Supplier<EngineOffer>>map(engine -> () -> Here.offer(engine))
                    .toList()));
  }

  /**
   * Say where an engine works on this machine that was asked for by name.
   *
   * @throws EngineException if there is no such engine, or it cannot use the device asked for
   */
  public static EngineChoice named(String engine, Optional<String> asked) {
    Engine found = Engines.find(engine);
    return named(engine, asked, NvidiaDriver.here(), () -> Here.offer(found));
  }

  /**
   * Choose.
   *
   * @param asked the device; empty to choose that too
   * @param driver of this machine
   * @param offers of the engines, in the order in which they are preferred; asked for as needed
   * @throws EngineException.Unsupported if no engine can use the device that was asked for
   */
  static EngineChoice of(
      Optional<String> asked, Optional<NvidiaDriver> driver, List<Supplier<EngineOffer>> offers) {
    Optional<EngineChoice> plain = withoutGpu(USUAL, "", asked, driver);
    if (plain.isPresent()) {
      return plain.get();
    }
    List<String> passedOver = new ArrayList<>();
    for (Supplier<EngineOffer> next : offers) {
      EngineOffer offer = next.get();
      Optional<Device> gpu = gpu(offer, asked);
      if (gpu.isPresent()) {
        return new EngineChoice(
            offer.engine(),
            gpu.get(),
            asked.map(id -> "asked for by claims.device; ").orElse("")
                + "the first engine that can use it"
                + passedOver.stream().map(why -> "; " + why).collect(Collectors.joining()));
      }
      passedOver.add(offer.why());
    }
    return onCpu(USUAL, "", asked, driver, String.join("; ", passedOver));
  }

  /** Say where an engine works that was asked for by name. */
  static EngineChoice named(
      String engine,
      Optional<String> asked,
      Optional<NvidiaDriver> driver,
      Supplier<EngineOffer> offer) {
    String by = "asked for by claims.engine, and ";
    return withoutGpu(engine, by, asked, driver)
        .orElseGet(
            () ->
                gpu(offer.get(), asked)
                    .map(
                        gpu ->
                            new EngineChoice(
                                engine,
                                gpu,
                                asked
                                    .map(id -> by + "the device by claims.device")
                                    .orElse(by + "it can use this GPU")))
                    .orElseGet(() -> onCpu(engine, by, asked, driver, offer.get().why())));
  }

  /** Settle what needs no engine to be asked. */
  private static Optional<EngineChoice> withoutGpu(
      String engine, String by, Optional<String> asked, Optional<NvidiaDriver> driver) {
    if (asked.filter(CPU.id()::equals).isPresent()) {
      return Optional.of(
          new EngineChoice(
              engine,
              CPU,
              by.isEmpty() ? "asked for by claims.device" : by + "the CPU by claims.device"));
    }
    if (driver.isPresent()) {
      return Optional.empty();
    }
    if (asked.isPresent()) {
      throw new EngineException.Unsupported(
          "claims.device is %s, but no NVIDIA driver is loaded here (there is neither /proc/driver/nvidia/version nor %s); install one, 450.80 or newer for dl4j and 580 or newer for torch, or leave claims.device out for the CPU"
              .formatted(asked.get(), NvidiaDriver.CONTROL));
    }
    return Optional.of(new EngineChoice(engine, CPU, by + "no NVIDIA driver is here"));
  }

  private static Optional<Device> gpu(EngineOffer offer, Optional<String> asked) {
    return offer.devices().stream()
        .filter(device -> !device.isCpu() && asked.map(device.id()::equals).orElse(true))
        .findFirst();
  }

  /** Go on with the CPU, unless a GPU was asked for by name. */
  private static EngineChoice onCpu(
      String engine,
      String by,
      Optional<String> asked,
      Optional<NvidiaDriver> driver,
      String reasons) {
    String found =
        driver.map(EngineChoice::words).orElse("") + (reasons.isEmpty() ? "" : ", but " + reasons);
    if (asked.isPresent()) {
      throw new EngineException.Unsupported(
          "claims.device is %s, which cannot be used here: %s; leave claims.device out for the CPU"
              .formatted(asked.get(), found));
    }
    return new EngineChoice(engine, CPU, by + found);
  }

  private static String words(NvidiaDriver driver) {
    return driver.open()
        ? "NVIDIA driver %s is here".formatted(driver.version())
        : "NVIDIA driver %s is loaded, but %s is missing (give the container its GPUs, or call nvidia-smi once, which makes it)"
            .formatted(driver.version(), NvidiaDriver.CONTROL);
  }

  /** Give the line that begins a suite: engine, device and why. */
  public String line() {
    return "%s on %s: %s".formatted(engine, deviceWords(device), why);
  }

  private static String deviceWords(Device device) {
    return device.isCpu()
        ? "the CPU"
        : device.id() + (device.description().isEmpty() ? "" : ", " + device.description());
  }
}
