package org.paperclaims.spark;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.paperclaims.harness.lab.Preemption;
import org.paperclaims.harness.lab.Site;

/**
 * A Spark cluster, by the {@code spark-submit} of the user's own Spark: 3.5 or 4.x, stand-alone, on
 * YARN or on Kubernetes.
 */
public final class SparkSite implements Site {
  private static final String STANDALONE = "spark://";
  private static final String AUTHENTICATE = "spark.authenticate";
  private static final long SAVING_SECONDS = 40;

  @Override
  public String name() {
    return "Spark";
  }

  @Override
  public String form() {
    return "spark://HOST:PORT, yarn or k8s://ADDRESS for Spark";
  }

  @Override
  public boolean takes(String address) {
    return address.startsWith(STANDALONE)
        || address.equals("yarn")
        || address.startsWith("k8s://")
        || address.matches("local-cluster\\[\\d+,\\d+,\\d+]");
  }

  @Override
  public int train(Order order, Consumer<String> notes) {
    Path home = home();
    boolean near = near(order.address());
    if (order.address().startsWith(STANDALONE) && !near && !order.insecure()) {
      requireAuthentication(order, home);
    }
    try {
      Path folder = Files.createTempDirectory("claims-spark");
      Path token = Files.createTempFile(order.results(), "seen-by-all-", ".txt");
      try {
        Path job = folder.resolve("job.txt");
        Files.write(job, job(order, token));
        return run(submit(order, home, near, folder, job), order, notes);
      } finally {
        Files.deleteIfExists(token);
        try (Stream<Path> files = Files.list(folder)) {
          for (Path file : files.toList()) {
            Files.deleteIfExists(file);
          }
        }
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path home() {
    String home = Optional.ofNullable(System.getenv("SPARK_HOME")).orElse("");
    Path submit = Path.of(home, "bin", "spark-submit");
    if (home.isEmpty() || !Files.isExecutable(submit)) {
      throw new IllegalArgumentException(
          "Spark is begun by its own spark-submit: found %s, allowed a Spark of 3.5 or 4.x; set SPARK_HOME to its folder"
              .formatted(
                  home.isEmpty()
                      ? "no SPARK_HOME"
                      : "SPARK_HOME=" + home + " without bin/spark-submit"));
    }
    return Path.of(home);
  }

  /** Tell whether a stand-alone master is this machine's own and open to nobody else. */
  private static boolean near(String address) {
    if (!address.startsWith(STANDALONE)) {
      return address.startsWith("local");
    }
    try {
      for (String one : address.substring(STANDALONE.length()).split(",")) {
        String host = URI.create(STANDALONE + one).getHost();
        if (host == null || !InetAddress.getByName(host).isLoopbackAddress()) {
          return false;
        }
      }
      return true;
    } catch (UnknownHostException | IllegalArgumentException e) {
      return false;
    }
  }

  /** Refuse Spark's defaults, by which whoever reaches a port can run what he likes. */
  private static void requireAuthentication(Order order, Path home)
      throws IllegalArgumentException {
    Properties defaults = new Properties();
    Path folder =
        Optional.ofNullable(System.getenv("SPARK_CONF_DIR"))
            .map(Path::of)
            .orElse(home.resolve("conf"));
    Path file = folder.resolve("spark-defaults.conf");
    if (Files.isReadable(file)) {
      try (var reader = Files.newBufferedReader(file)) {
        defaults.load(reader);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    String said =
        order
            .settings()
            .getOrDefault(AUTHENTICATE, defaults.getProperty(AUTHENTICATE, "false"))
            .strip();
    if (!said.equals("true")) {
      throw new IllegalArgumentException(
          "%s lets whoever reaches it run what he likes: found %s=%s, allowed true; set it, with a secret, in %s of every machine, or say --insecure"
              .formatted(order.address(), AUTHENTICATE, said, file));
    }
  }

  private static List<String> job(Order order, Path token) {
    List<String> lines = new ArrayList<>();
    lines.add(Integer.toString(order.copies()));
    lines.add(Boolean.toString(order.mixed()));
    for (String word : order.java()) {
      lines.add(word.equals(TOKEN) ? token.toAbsolutePath().toString() : word);
    }
    return lines;
  }

  private static List<String> submit(Order order, Path home, boolean near, Path folder, Path job)
      throws IOException {
    Map<String, String> settings = new LinkedHashMap<>();
    // A lost machine is nobody's fault, and one task that fails too often would end all others.
    settings.put("spark.task.maxFailures", "100000");
    settings.put("spark.speculation", "false");
    settings.put("spark.ui.enabled", "false");
    settings.put("spark.decommission.enabled", "true");
    settings.put("spark.task.cpus", Integer.toString(order.threads()));
    settings.put("spark.executor.cores", Integer.toString(order.threads()));
    settings.put("spark.executor.memory", "512m");
    settings.put("spark.executor.memoryOverhead", "4g");
    if (order.copies() > 0) {
      settings.put("spark.executor.instances", Integer.toString(order.copies()));
      settings.put("spark.cores.max", Integer.toString(order.copies() * order.threads()));
    }
    if (near) {
      settings.put("spark.driver.host", "127.0.0.1");
      settings.put("spark.driver.bindAddress", "127.0.0.1");
    }
    settings.putAll(order.settings());
    List<String> words = new ArrayList<>();
    words.add(home.resolve("bin").resolve("spark-submit").toString());
    words.addAll(List.of("--master", order.address(), "--deploy-mode", "client"));
    words.addAll(List.of("--class", "org.paperclaims.spark.Bridge"));
    settings.forEach((name, value) -> words.addAll(List.of("--conf", name + "=" + value)));
    words.add(jar(folder).toString());
    words.add(job.toString());
    return words;
  }

  /** Give the jar that Spark's machines get: this package, and nothing that needs ours. */
  private static Path jar(Path folder) throws IOException {
    Path jar = folder.resolve("bridge.jar");
    String own = SparkSite.class.getPackageName().replace('.', '/') + "/";
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      for (String name : BRIDGE) {
        try (var in = SparkSite.class.getResourceAsStream(name + ".class")) {
          if (in == null) {
            throw new IOException(name + " is missing from the class path");
          }
          entries.putNextEntry(new ZipEntry(own + name + ".class"));
          in.transferTo(entries);
        }
      }
    }
    return jar;
  }

  /** The classes that run in Spark's JVMs; a test holds that there are no others. */
  static final List<String> BRIDGE =
      List.of("Bridge", "Bridge$Told", "CopyTask", "CopyTask$Child", "Departures");

  private static int run(List<String> words, Order order, Consumer<String> notes)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(words);
    File log = order.results().resolve("spark.log").toFile();
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log));
    Process bridge = builder.start();
    Thread hook = new Thread(() -> end(bridge), "spark-site");
    Runtime.getRuntime().addShutdownHook(hook);
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(bridge.getInputStream(), StandardCharsets.UTF_8))) {
      boolean heard = false;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(Bridge.MARK)) {
          heard = true;
          notes.accept(line.substring(Bridge.MARK.length()));
        }
      }
      int code = bridge.waitFor();
      if (heard && code >= Bridge.KILLED) {
        notes.accept(
            "the driver was killed; its copies save their runs and end. Give the same command again to go on");
        return Preemption.EXIT_CODE;
      }
      if (!heard) {
        notes.accept("spark-submit ended with " + code + " before it said anything; see " + log);
      }
      return heard || code == 0 ? code : NO_MACHINE;
    } catch (InterruptedException e) {
      stop(bridge);
      Thread.currentThread().interrupt();
      return Preemption.EXIT_CODE;
    } finally {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The process is ending already, and the hook is at work.
      }
    }
  }

  /** Have all copies save their runs; tell whether they have. */
  private static boolean stop(Process bridge) {
    try {
      bridge.getOutputStream().close();
      if (bridge.waitFor(SAVING_SECONDS, TimeUnit.SECONDS)) {
        return true;
      }
    } catch (IOException e) {
      // Its input is closed already, because it has ended.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    bridge.destroyForcibly();
    return false;
  }

  /** End this process, which was told to end, when all copies have saved their runs. */
  private static void end(Process bridge) {
    if (stop(bridge)) {
      Preemption.sayStopped();
      Runtime.getRuntime().halt(Preemption.EXIT_CODE);
    }
  }
}
