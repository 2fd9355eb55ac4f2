package org.paperclaims.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A stand-alone Spark cluster on this machine: a master, and workers of one core. */
final class SparkCluster implements AutoCloseable {
  private static final Path HOMES = Path.of("..", "target", "spark").toAbsolutePath().normalize();

  private final Path home;
  private final Path folder;
  private final Process master;
  private final List<String> hosts = new ArrayList<>();
  private final List<Process> workers = new ArrayList<>();
  private final String address;
  private final int port;

  /** Begin a cluster whose members know each other by a secret. */
  SparkCluster(Path home, Path folder) throws IOException, InterruptedException {
    this.home = home;
    this.folder = Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("spark-defaults.conf"),
        """
        spark.decommission.enabled true
        spark.executor.extraJavaOptions -XX:TieredStopAtLevel=1
        spark.worker.resource.gpu.amount 1
        spark.worker.resource.gpu.discoveryScript %s
        spark.authenticate true
        spark.authenticate.secret only-for-this-test
        spark.network.crypto.enabled true
        spark.master.rest.enabled false
        spark.master.ui.enabled false
        """
            .formatted(gpus()));
    port = freePort();
    address = "spark://127.0.0.1:" + port;
    master =
        start(
            "",
            folder.resolve("master.log"),
            "org.apache.spark.deploy.master.Master",
            "--host",
            "127.0.0.1",
            "--port",
            Integer.toString(port),
            "--webui-port",
            "0");
    Awaiting.await("a master", () -> listens(port));
  }

  /** Write a program that finds the GPU whose number the worker was given. */
  private Path gpus() throws IOException {
    Path script = folder.resolve("gpus.sh");
    Files.writeString(
        script,
        """
        #!/bin/sh
        echo "{\\"name\\": \\"gpu\\", \\"addresses\\": [\\"$GPU_OF_WORKER\\"]}"
        """);
    if (!script.toFile().setExecutable(true)) {
      throw new IOException(script + " cannot be made a program");
    }
    return script;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Give the Sparks that there are here; {@code ci/spark-home} makes them. */
  static List<Path> homes() {
    if (!Files.isDirectory(HOMES)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(HOMES)) {
      return found.filter(h -> Files.isDirectory(h.resolve("jars"))).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String address() {
    return address;
  }

  /** Give the environment of who uses it. */
  void describe(ProcessBuilder builder) {
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_CONF_DIR", folder.toString());
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().put("SPARK_SUBMIT_OPTS", "-XX:TieredStopAtLevel=1");
  }

  void startWorkers(String... ofHosts) throws IOException, InterruptedException {
    for (String host : ofHosts) {
      hosts.add(host);
      workers.add(startWorker(host));
    }
    awaitWorkers();
  }

  /** Wait until every worker has a connection to the master: not every Spark here can log. */
  private void awaitWorkers() throws InterruptedException {
    Awaiting.await("a worker's connection", () -> connections() >= workers.size());
  }

  private long connections() {
    Pattern open = Pattern.compile(" [0-9A-F]+:[0-9A-F]{4} [0-9A-F]+:%04X 01 ".formatted(port));
    try {
      long count = 0;
      for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
        if (Files.exists(Path.of(table))) {
          count += open.matcher(Files.readString(Path.of(table))).results().count();
        }
      }
      return count;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process startWorker(String host) throws IOException {
    return start(
        gpuOf(host),
        Files.createTempFile(folder, "worker-", ".log"),
        "org.apache.spark.deploy.worker.Worker",
        address,
        "--host",
        host,
        "--cores",
        "1",
        "--memory",
        "1g",
        "--webui-port",
        "0",
        "--work-dir",
        folder.resolve("work").toString());
  }

  /** Give the number of a host's GPU. */
  static String gpuOf(String host) {
    return "5" + host.substring(host.length() - 1);
  }

  /** Kill a worker and all that it began. */
  void killWorker(int number) {
    List<ProcessHandle> below = workers.get(number).descendants().toList();
    workers.get(number).destroyForcibly();
    below.forEach(ProcessHandle::destroyForcibly);
  }

  /** Begin another worker in the place of one. */
  void replaceWorker(int number) throws IOException, InterruptedException {
    killWorker(number);
    workers.set(number, startWorker(hosts.get(number)));
    awaitWorkers();
  }

  private Process start(String gpu, Path log, String... words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin").resolve("spark-class").toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of(words));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    describe(builder);
    builder.environment().put("GPU_OF_WORKER", gpu);
    return builder.start();
  }

  Process worker(int number) {
    return workers.get(number);
  }

  /** Give the processes that a worker began, and those began, whose command has a word. */
  List<ProcessHandle> below(int worker, String word) {
    return workers.get(worker).descendants().filter(p -> command(p).contains(word)).toList();
  }

  /** Give the copies of a results folder, whoever is their parent by now. */
  static List<ProcessHandle> copies(Path results) {
    return ProcessHandle.allProcesses()
        .filter(p -> command(p).contains(CopyMain.class.getName()))
        .filter(p -> command(p).contains(results.toString()))
        .toList();
  }

  /** Give the value of a variable that a process was begun with. */
  static String variable(ProcessHandle process, String name) throws IOException {
    for (String one :
        Files.readString(Path.of("/proc", Long.toString(process.pid()), "environ")).split("\0")) {
      if (one.startsWith(name + "=")) {
        return one.substring(name.length() + 1);
      }
    }
    return "";
  }

  /** Read a command whole: Java shows the beginning of a long one alone. */
  private static String command(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public void close() {
    Stream.concat(workers.stream(), Stream.of(master))
        .forEach(
            process -> {
              process.descendants().forEach(ProcessHandle::destroyForcibly);
              process.destroyForcibly();
            });
  }
}
