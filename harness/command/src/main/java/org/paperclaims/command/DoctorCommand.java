package org.paperclaims.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.paperclaims.datasets.DatasetException;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.datasets.Datasets;
import org.paperclaims.harness.catalogue.Brought;
import org.paperclaims.harness.engine.Device;
import org.paperclaims.harness.engine.Engine;
import org.paperclaims.harness.engine.EngineException;
import org.paperclaims.harness.engine.NativeFolder;
import org.paperclaims.harness.lab.EngineChoice;
import org.paperclaims.harness.suite.SuiteSettings;
import org.paperclaims.plugins.Plugin;
import org.paperclaims.plugins.Plugins;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code claims doctor}: what will work here, and what to do about what will not. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    modelTransformer = SuiteOptions.Chosen.class,
    description = {
      "Say what will work here, and what to do about what will not.",
      "Looks at JDK, memory, cores, disk, the folders that are written, GPU, engines and their devices, plug-ins, and data sets. With --strict, ends with 1 if something will not work."
    },
    footer = {
      "",
      "Examples:",
      "  claims doctor",
      "  claims doctor --datasets /data/datasets --json"
    })
final class DoctorCommand implements Callable<Integer> {
  private static final long GIB = 1L << 30;
  private static final String DOES_NOT_WORK = "cannot work here";

  @Option(names = "--json", description = "print JSON for a script")
  private boolean json;

  @Mixin
  private final SuiteOptions options =
      SuiteOptions.of("--engine", "--strict", "--results", "--report-dir", "--datasets");

  @CommandLine.Spec private @Nullable CommandSpec spec;

  /** One line of the findings. */
  private record Finding(boolean good, String what, String found, String advice) {}

  @Override
  public Integer call() {
    SuiteSettings settings = options.settings();
    Finding suite = suite(settings);
    List<Finding> findings = new ArrayList<>();
    findings.add(
        new Finding(
            Runtime.version().feature() >= 17,
            "JDK",
            Runtime.version().toString(),
            Runtime.version().feature() >= 17 ? "" : "install JDK 17 or newer"));
    Runtime runtime = Runtime.getRuntime();
    findings.add(new Finding(true, "cores", Integer.toString(runtime.availableProcessors()), ""));
    findings.add(
        new Finding(
            runtime.maxMemory() >= 2 * GIB,
            "Java heap",
            gib(runtime.maxMemory()),
            runtime.maxMemory() >= 2 * GIB ? "" : "give at least 2 GiB: CLAIMS_JVM_ARGS=-Xmx4g"));
    findings.add(memory());
    findings.add(disk(settings.results()));
    findings.add(writable("results", settings.results(), "--results"));
    findings.add(writable("report", settings.report(), "--report-dir"));
    findings.add(temporaryFiles());
    findings.addAll(Gpus.find().stream().map(DoctorCommand::gpu).toList());
    if (findings.stream().noneMatch(f -> f.what().equals("GPU"))) {
      findings.add(
          new Finding(
              true, "GPU", "none found by nvidia-smi; everything runs on the CPU, slowly", ""));
    }
    NativeFolder natives = NativeFolder.use();
    List<Finding> engines =
        Plugins.of(Engine.class).stream().flatMap(e -> engine(e).stream()).toList();
    findings.add(natives(natives, engines));
    findings.addAll(engines);
    findings.addAll(plugins());
    findings.add(suite);
    for (String name : List.of("cifar10", "cifar100", "svhn", "tiny-imagenet")) {
      findings.add(dataset(settings, name));
    }
    PrintWriter out = Output.of(spec);
    if (json) {
      ArrayNode all = JsonNodeFactory.instance.arrayNode();
      findings.forEach(
          f ->
              all.addObject()
                  .put("what", f.what())
                  .put("good", f.good())
                  .put("found", f.found())
                  .put("advice", f.advice()));
      out.println(all.toPrettyString());
    } else {
      findings.forEach(f -> print(out, f));
    }
    out.flush();
    boolean works = findings.stream().allMatch(Finding::good);
    return settings.strict() && !works ? ClaimsCommand.CLAIM_FAILED : 0;
  }

  private static void print(PrintWriter out, Finding f) {
    out.printf("%-4s %-16s %s%n", f.good() ? "ok" : "--", f.what(), f.found());
    if (!f.advice().isEmpty()) {
      out.printf("     %-16s %s%n", "", f.advice());
    }
  }

  private static List<Finding> plugins() {
    List<Finding> findings = new ArrayList<>();
    for (Plugin plugin : Brought.all()) {
      String place = plugin.place().isEmpty() ? "" : " in " + plugin.place();
      findings.add(
          new Finding(
              true,
              "plug-in",
              "%s '%s' of %s%s".formatted(plugin.kind(), plugin.name(), plugin.provider(), place),
              ""));
    }
    Plugins.problems().forEach(p -> findings.add(new Finding(false, "plug-in", p, "")));
    return findings;
  }

  private static Finding memory() {
    if (ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean system) {
      long bytes = system.getTotalMemorySize();
      return new Finding(
          bytes >= 4 * GIB,
          "memory",
          gib(bytes) + ", " + gib(system.getFreeMemorySize()) + " free",
          bytes >= 4 * GIB ? "" : "use a machine with at least 4 GiB");
    }
    return new Finding(true, "memory", "not known on this JVM", "");
  }

  /** Say which engine's build has code for a GPU. */
  private static Finding gpu(Gpus.Gpu gpu) {
    String found =
        gpu.name()
            + ", driver "
            + gpu.driver()
            + ", compute capability "
            + gpu.capability()
            + ", "
            + gpu.memory();
    boolean torch = gpu.capabilityNumber() >= 7.5;
    boolean dl4j = gpu.capabilityNumber() >= 3.7 && gpu.capabilityNumber() < 9;
    String ofTorch = "torch has code for it: build with -Ptorch-cuda";
    String ofDl4j = "dl4j has code for it, which was never run on a GPU: build with -Pcuda";
    String advice = torch && dl4j ? ofTorch + "; " + ofDl4j : torch ? ofTorch : dl4j ? ofDl4j : "";
    return new Finding(
        torch || dl4j,
        "GPU",
        found,
        advice.isEmpty() ? "no engine has code for it; runs are done on the CPU" : advice);
  }

  /** Say what a suite with these settings would run on. */
  private static Finding suite(SuiteSettings settings) {
    try {
      return new Finding(
          true,
          "suite",
          settings.choices().stream().map(EngineChoice::line).collect(Collectors.joining("; ")),
          "");
    } catch (EngineException.Unsupported e) {
      return new Finding(false, "suite", DOES_NOT_WORK, String.valueOf(e.getMessage()));
    }
  }

  private static Finding disk(Path results) {
    Path existing = results.toAbsolutePath();
    while (existing.getParent() != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    // Asked of the path, not of its mount point, which is out of sight in a container or chroot.
    long free = existing.toFile().getUsableSpace();
    return new Finding(
        free >= GIB,
        "free disk",
        gib(free) + " at " + existing,
        free >= GIB ? "" : "keep at least 1 GiB free, or choose another --results folder");
  }

  /** Tell whether a folder, or the nearest one above it that is there, can be written. */
  private static Finding writable(String what, Path folder, String option) {
    Path existing = folder.toAbsolutePath();
    while (existing.getParent() != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    boolean good = Files.isDirectory(existing) && Files.isWritable(existing);
    return new Finding(
        good,
        what,
        folder.toString(),
        good
            ? ""
            : "%s cannot be written; choose another folder with %s".formatted(existing, option));
  }

  private static Finding temporaryFiles() {
    TemporaryFolder folder = TemporaryFolder.ofJava();
    String fault = folder.fault().orElse("");
    return new Finding(fault.isEmpty(), "temporary files", folder.location().toString(), fault);
  }

  /** Where libraries load, nothing is wrong with their folder, though it may be full by now. */
  private static Finding natives(NativeFolder folder, List<Finding> engines) {
    String fault =
        engines.stream().anyMatch(f -> f.found().equals(DOES_NOT_WORK))
            ? folder.fault().orElse("")
            : "";
    return new Finding(fault.isEmpty(), "native libraries", folder.location().toString(), fault);
  }

  private static List<Finding> engine(Engine engine) {
    List<Finding> findings = new ArrayList<>();
    try {
      List<Device> devices = engine.devices();
      String advice = engine.advice();
      findings.add(
          new Finding(
              advice.isEmpty(),
              engine.id(),
              engine.version()
                  + " on "
                  + devices.stream().map(Device::description).collect(Collectors.joining("; ")),
              advice));
      devices.forEach(device -> selfTest(engine, device).ifPresent(findings::add));
    } catch (EngineException e) {
      findings.add(new Finding(false, engine.id(), DOES_NOT_WORK, String.valueOf(e.getMessage())));
    } catch (RuntimeException | LinkageError e) {
      // An engine of somebody else's may fail in ways of its own.
      findings.add(new Finding(false, engine.id(), DOES_NOT_WORK, e.toString()));
    }
    return findings;
  }

  private static Optional<Finding> selfTest(Engine engine, Device device) {
    String what = engine.id() + " " + device.id();
    try {
      String found = engine.selfTest(device);
      return found.isEmpty() ? Optional.empty() : Optional.of(new Finding(true, what, found, ""));
    } catch (EngineException e) {
      return Optional.of(
          new Finding(false, what, "computes wrongly", String.valueOf(e.getMessage())));
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
