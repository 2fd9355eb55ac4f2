package org.paperclaims.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.paperclaims.datasets.DatasetException;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.datasets.Datasets;
import org.paperclaims.harness.engine.Device;
import org.paperclaims.harness.engine.Engine;
import org.paperclaims.harness.engine.EngineException;
import org.paperclaims.harness.suite.SuiteSettings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;

/** {@code claims doctor}: what will work here, and what to do about what will not. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description =
        "Say what will work here: JDK, memory, cores, engines and their devices, data, disk.",
    footer = {"", "Example:", "  claims doctor --datasets /data/datasets"})
final class DoctorCommand implements Callable<Integer> {
  private static final long GIB = 1L << 30;

  @Mixin private final SuiteOptions options = new SuiteOptions();
  @CommandLine.Spec private @Nullable CommandSpec spec;

  /** One line of the findings. */
  private record Finding(boolean good, String what, String found, String advice) {}

  @Override
  public Integer call() {
    SuiteSettings settings = options.settings();
    List<Finding> findings = new ArrayList<>();
    findings.add(
        new Finding(
            Runtime.version().feature() >= 17,
            "JDK",
            Runtime.version().toString(),
            "install JDK 17 or newer"));
    Runtime runtime = Runtime.getRuntime();
    findings.add(new Finding(true, "cores", Integer.toString(runtime.availableProcessors()), ""));
    findings.add(
        new Finding(
            runtime.maxMemory() >= 2 * GIB,
            "Java heap",
            gib(runtime.maxMemory()),
            "give at least 2 GiB: CLAIMS_JVM_ARGS=-Xmx4g"));
    findings.add(disk(settings.results()));
    for (Engine engine : ServiceLoader.load(Engine.class)) {
      findings.add(engine(engine));
    }
    for (String name : List.of("cifar10", "cifar100")) {
      findings.add(dataset(settings, name));
    }
    PrintWriter out = Output.of(spec);
    for (Finding f : findings) {
      out.printf("%-4s %-12s %s%n", f.good() ? "ok" : "--", f.what(), f.found());
      if (!f.good()) {
        out.printf("     %-12s %s%n", "", f.advice());
      }
    }
    out.flush();
    return 0;
  }

  private static Finding disk(Path results) {
    Path existing = results;
    while (existing.getParent() != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    try {
      long free = Files.getFileStore(existing).getUsableSpace();
      return new Finding(
          free >= GIB, "free disk", gib(free) + " at " + existing, "keep at least 1 GiB free");
    } catch (IOException e) {
      return new Finding(false, "free disk", e.toString(), "choose another --results folder");
    }
  }

  private static Finding engine(Engine engine) {
    try {
      List<String> devices = engine.devices().stream().map(Device::description).toList();
      return new Finding(
          true, engine.id(), engine.version() + " on " + String.join("; ", devices), "");
    } catch (EngineException e) {
      return new Finding(false, engine.id(), "cannot work here", String.valueOf(e.getMessage()));
    }
  }

  private static Finding dataset(SuiteSettings settings, String name) {
    try (var data = new Datasets(settings.datasets()).open(DatasetSpec.whole(name))) {
      return new Finding(
          true, name, "verified, %,d training images".formatted(data.train().size()), "");
    } catch (DatasetException e) {
      return new Finding(false, name, "not usable", String.valueOf(e.getMessage()));
    }
  }

  private static String gib(long bytes) {
    return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) GIB);
  }
}
