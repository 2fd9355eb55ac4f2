package org.paperclaims.harness.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.paperclaims.testing.ClassArchive;

/**
 * A main class in a JVM of its own, on this one's class path, that says what it does line by line.
 */
public final class KillableProcess implements AutoCloseable {
  private static final List<String> JAVA =
      List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xshare:auto",
          // Warnings of the JVM would stand among the lines that it says.
          "-Xlog:disable",
          "-Xmx256m");

  /** Made by the first process that is started, and deleted with this JVM. */
  private static final class Classes {
    static final List<String> OPTIONS = make();

    private static List<String> make() {
      List<String> suite = List.of(SuiteProcess.class.getName(), "results", "1", "2");
      return ClassArchive.make(JAVA, suite);
    }
  }

  private final Process process;
  private final BufferedReader output;

  /** Start a process. */
  public KillableProcess(Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(JAVA);
    command.addAll(Classes.OPTIONS);
    command.add(main.getName());
    Collections.addAll(command, arguments);
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Give the process. */
  public Process process() {
    return process;
  }

  /** Wait until it says a line, or ends; tell whether it said it. */
  public boolean says(String awaited) throws IOException {
    String line = output.readLine();
    while (line != null && !line.equals(awaited)) {
      line = output.readLine();
    }
    return line != null;
  }

  /** Tell it to go on, if it {@linkplain #awaitStart waits}. */
  public void start() throws IOException {
    try (OutputStream input = process.getOutputStream()) {
      input.write('\n');
    }
  }

  /** Wait, in such a process, until {@link #start} is called on it, or whoever could is gone. */
  public static void awaitStart() {
    try {
      int heard = System.in.read();
      say(heard < 0 ? "nobody is there" : "started");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Send SIGKILL. */
  public void kill() {
    process.toHandle().destroyForcibly();
  }

  /** Wait for its end and give all that it says until then. */
  public List<String> rest() throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      lines.add(line);
    }
    process.waitFor();
    return lines;
  }

  /** Say a line to whoever started this process. */
  public static synchronized void say(String line) {
    System.out.println(line);
    System.out.flush();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
