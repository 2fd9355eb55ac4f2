package org.paperclaims.harness.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.paperclaims.harness.engine.Program;

/** This machine and this checkout, for the record. */
public final class Environment {
  private Environment() {}

  /**
   * Capture the environment: {@code commit} and {@code dirty} (of the checkout of the folder {@code
   * claims.root}, or else the working directory), {@code cpu}, {@code cores}, {@code memory},
   * {@code gpu} and {@code driver} (where there is one), {@code os}, {@code jvm}, {@code heap} and
   * the versions of libraries, {@code library.NAME}. Anything that cannot be found out is left out.
   */
  public static Map<String, String> capture() {
    Map<String, String> found = new TreeMap<>();
    Checkout.of(Path.of(System.getProperty("claims.root", "")))
        .ifPresent(
            c -> {
              found.put("commit", c.commit());
              found.put("dirty", Boolean.toString(c.dirty()));
            });
    cpu().ifPresent(c -> found.put("cpu", c));
    found.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    procLine("/proc/meminfo", "MemTotal").ifPresent(m -> found.put("memory", m));
    Program.output("nvidia-smi", "--query-gpu=name,driver_version", "--format=csv,noheader")
        .flatMap(o -> o.lines().findFirst())
        .ifPresent(
            line -> {
              String[] cells = line.split(", ", 2);
              found.put("gpu", cells[0].strip());
              if (cells.length > 1) {
                found.put("driver", cells[1].strip());
              }
            });
    found.put("os", property("os.name") + " " + property("os.version") + " " + property("os.arch"));
    found.put("jvm", property("java.vm.name") + " " + property("java.vm.version"));
    found.put("heap", (Runtime.getRuntime().maxMemory() >> 20) + " MiB");
    library(found, "hipparchus", org.hipparchus.stat.StatUtils.class);
    library(found, "tablesaw", tech.tablesaw.api.Table.class);
    library(found, "jackson", com.fasterxml.jackson.databind.ObjectMapper.class);
    return found;
  }

  private static void library(Map<String, String> found, String name, Class<?> type) {
    String version = type.getPackage().getImplementationVersion();
    if (version != null) {
      found.put("library." + name, version);
    }
  }

  private static String property(String name) {
    return System.getProperty(name, "?");
  }

  private static Optional<String> cpu() {
    return procLine("/proc/cpuinfo", "model name")
        .or(() -> Program.output("sysctl", "-n", "machdep.cpu.brand_string"))
        .or(() -> Optional.ofNullable(System.getenv("PROCESSOR_IDENTIFIER")));
  }

  private static Optional<String> procLine(String file, String key) {
    try {
      return Files.readAllLines(Path.of(file)).stream()
          .filter(l -> l.startsWith(key))
          .map(l -> l.substring(l.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
