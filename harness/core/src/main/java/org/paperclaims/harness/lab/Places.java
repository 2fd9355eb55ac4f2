package org.paperclaims.harness.lab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.paperclaims.architectures.NetworkSummary;
import org.paperclaims.datasets.Dataset;
import org.paperclaims.harness.engine.Device;
import org.paperclaims.harness.engine.Engine;
import org.paperclaims.harness.engine.EngineException;
import org.paperclaims.harness.measure.Networks;
import org.paperclaims.harness.measure.Workplace;
import org.paperclaims.harness.run.RunSpec;

/**
 * Which runs are done side by side, and where. The number of threads depends on the spec, the
 * machine and the options alone, never on what else is left to do: bits depend on it.
 */
final class Places {
  /**
   * Below so many multiply-adds a step, calls cost more than arithmetic: resnet-56 w4 on 8x8 images
   * in batches of 32 is slower with two threads than with one, and has 2 % of this.
   */
  private static final double TINY = 1e9;

  private final Function<String, Engine> engines;
  private final DatasetSource datasets;
  private final LaboratoryOptions options;
  private final RunWork work;
  private final int cores = Runtime.getRuntime().availableProcessors();
  private final Map<String, Engine> found = new ConcurrentHashMap<>();
  private final Map<String, List<Device>> devices = new ConcurrentHashMap<>();

  Places(Function<String, Engine> engines, DatasetSource datasets, LaboratoryOptions options) {
    this.engines = engines;
    this.datasets = datasets;
    this.options = options;
    this.work = new RunWork(datasets);
  }

  /** Runs that are done side by side, one at a place at a time. */
  record Shift(List<RunSpec> specs, List<Place> places) {}

  /** The n-th of the places of a shift. */
  record Place(int number, int threads, Places owner) {
    Workplace in(RunSpec spec) {
      return owner.workplace(spec, number, threads);
    }
  }

  /** How the runs of a shift are laid out. */
  private record Layout(int workers, int threads) {}

  List<Shift> shifts(List<RunSpec> specs) {
    Map<Layout, List<RunSpec>> byLayout = new LinkedHashMap<>();
    for (RunSpec spec : specs) {
      byLayout.computeIfAbsent(layout(spec), l -> new ArrayList<>()).add(spec);
    }
    return byLayout.entrySet().stream()
        .map(
            e ->
                new Shift(
                    e.getValue(),
                    IntStream.range(0, Math.min(e.getKey().workers(), e.getValue().size()))
                        .mapToObj(i -> new Place(i, e.getKey().threads(), this))
                        .toList()))
        .toList();
  }

  private Layout layout(RunSpec spec) {
    int workers = 1;
    int threads = cores;
    try {
      List<Device> usable = devices(spec.engine());
      if (!usable.get(0).isCpu()) {
        workers = usable.size();
      } else if (isTiny(spec)) {
        workers = cores;
        threads = 1;
      }
    } catch (RuntimeException e) {
      // The same failure comes again when the run is tried, and is recorded there.
      workers = 1;
    }
    return new Layout(
        options.workers() > 0 ? options.workers() : workers,
        options.threads() > 0 ? options.threads() : threads);
  }

  /** Tell whether runs are best done side by side with one thread each. */
  private boolean isTiny(RunSpec spec) {
    Dataset dataset = datasets.get(spec.dataset());
    double perImage = NetworkSummary.of(Networks.of(spec, dataset)).multiplyAdds();
    return perImage * spec.recipe().batch() < TINY;
  }

  /**
   * Put the runs with the most work first: a long one that begins last keeps all other places
   * waiting.
   */
  List<RunSpec> longestFirst(List<RunSpec> specs) {
    Map<RunSpec, Double> amounts = new HashMap<>();
    specs.forEach(s -> amounts.put(s, work.multiplyAdds(s).orElse(0)));
    return specs.stream()
        .sorted(Comparator.comparing(s -> amounts.getOrDefault(s, 0.0), Comparator.reverseOrder()))
        .toList();
  }

  /** Say of an engine that trains on the CPU, unasked, what device it does not use and why. */
  String advice(String engine) {
    try {
      return devices(engine).get(0).isCpu() && options.device().isEmpty()
          ? engine(engine).advice()
          : "";
    } catch (RuntimeException e) {
      // The same failure comes again when a run is tried, and is recorded there.
      return "";
    }
  }

  private Workplace workplace(RunSpec spec, int number, int threads) {
    List<Device> usable = devices(spec.engine());
    return new Workplace(engine(spec.engine()), usable.get(number % usable.size()), threads);
  }

  private Engine engine(String id) {
    return found.computeIfAbsent(id, engines);
  }

  /** Give the device that was asked for, or the preferred one and others of its kind. */
  private List<Device> devices(String engine) {
    return devices.computeIfAbsent(engine, id -> choose(id, engine(id).devices()));
  }

  private List<Device> choose(String engine, List<Device> all) {
    if (all.isEmpty()) {
      throw new EngineException("the engine " + engine + " has no device here");
    }
    Optional<String> asked = options.device();
    List<Device> chosen =
        all.stream()
            .filter(
                d ->
                    asked.isPresent()
                        ? d.id().equals(asked.get())
                        : d.isCpu() == all.get(0).isCpu())
            .toList();
    if (chosen.isEmpty()) {
      throw new EngineException(
          "the engine %s has no device '%s'; allowed: %s"
              .formatted(
                  engine,
                  asked.orElse(""),
                  all.stream().map(Device::id).collect(Collectors.joining(", "))));
    }
    return chosen;
  }
}
