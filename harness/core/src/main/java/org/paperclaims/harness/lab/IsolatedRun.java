package org.paperclaims.harness.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.paperclaims.harness.engine.EngineException;
import org.paperclaims.harness.measure.Workplace;
import org.paperclaims.harness.run.CanonicalJson;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.run.SpecJson;
import org.paperclaims.harness.store.RunStore;
import org.paperclaims.harness.store.Stored;
import org.paperclaims.harness.train.Control;
import org.paperclaims.harness.train.PreemptedException;

/**
 * Does a run in a JVM of its own, with this one's class path, options and system properties. When
 * that JVM dies, of a native crash or for want of memory, the run has failed and nothing else.
 */
final class IsolatedRun {
  private final RunStore store;
  private final LaboratoryOptions options;
  private final Progress progress;

  IsolatedRun(RunStore store, LaboratoryOptions options, Progress progress) {
    this.store = store;
    this.options = options;
    this.progress = progress;
  }

  /**
   * Do the run.
   *
   * @throws EngineException if the run failed, or its JVM died
   * @throws PreemptedException if this process was asked to end
   */
  RunRecord run(
      RunSpec spec, Workplace place, Map<String, String> environment, Preemption preemption) {
    Conversation said = new Conversation(spec);
    int exit;
    try {
      Process child =
          new ProcessBuilder(command(place)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      exit = follow(child, spec, environment, preemption, said);
    } catch (IOException e) {
      throw new EngineException("cannot start a JVM for the run: " + e, e);
    }
    if (preemption.stop()) {
      throw new PreemptedException("the run's JVM was stopped with exit code " + exit);
    }
    if (exit == 0 && said.failure.isEmpty()) {
      if (store.find(Fingerprint.of(spec)) instanceof Stored.Found found) {
        return found.run();
      }
      throw new EngineException("the run's JVM ended well but left no record");
    }
    throw new EngineException(
        said.failure.isEmpty()
            ? ("the run's JVM died with exit code %d%s; the suite goes on, and the run continues"
                    + " from its last checkpoint when it is started again")
                .formatted(exit, exit > 128 ? ", signal " + (exit - 128) : "")
            : said.failure);
  }

  private int follow(
      Process child,
      RunSpec spec,
      Map<String, String> environment,
      Preemption preemption,
      Conversation said)
      throws IOException {
    Thread stopper =
        new Thread(
            () -> {
              while (child.isAlive() && !preemption.await(Duration.ofSeconds(1))) {
                // Look again: the child may have ended meanwhile.
              }
              child.toHandle().destroy();
            },
            "isolated-stopper");
    stopper.setDaemon(true);
    stopper.start();
    // The stream stays open: its end tells the child that this process is gone.
    try (OutputStream input = child.getOutputStream();
        BufferedReader output =
            new BufferedReader(
                new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      String first = SpecJson.write(spec) + "\n" + CanonicalJson.write(environment) + "\n";
      input.write(first.getBytes(StandardCharsets.UTF_8));
      input.flush();
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith(ChildRun.MARK)) {
          said.hear(line.substring(ChildRun.MARK.length()));
        }
      }
      return child.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PreemptedException("interrupted while a run goes on in its JVM");
    } finally {
      child.toHandle().destroy();
    }
  }

  private List<String> command(Workplace place) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
    for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      // Debuggers and agents serve one JVM only.
      if (!argument.startsWith("-agentlib") && !argument.startsWith("-javaagent")) {
        command.add(argument);
      }
    }
    System.getProperties()
        .stringPropertyNames()
        .forEach(
            name -> {
              if (name.startsWith("claims.")
                  || name.startsWith("datasets.")
                  || name.startsWith("org.bytedeco.")) {
                command.add("-D" + name + "=" + System.getProperty(name));
              }
            });
    command.add("-cp");
    command.add(System.getProperty("java.class.path", ""));
    command.add(ChildRun.class.getName());
    command.add(store.root().toString());
    command.add(Integer.toString(place.threads()));
    command.add(place.device().id());
    command.add(Long.toString(options.checkpointing().afterEpoch().toMillis()));
    command.add(Long.toString(options.checkpointing().withinEpoch().toMillis()));
    command.add(Long.toString(store.leaseDuration().toMillis()));
    return command;
  }

  /** The words of the child. */
  private final class Conversation {
    private final RunSpec spec;
    private String failure = "";

    Conversation(RunSpec spec) {
      this.spec = spec;
    }

    void hear(String line) {
      String[] words = line.split(" ", -1);
      String rest = line.substring(words[0].length()).strip();
      switch (words[0]) {
        case "started" -> progress.started(spec, Long.parseLong(words[1]));
        case "step" ->
            progress.step(
                spec,
                new Control.Step(
                    Integer.parseInt(words[1]),
                    Integer.parseInt(words[2]),
                    Long.parseLong(words[3]),
                    Long.parseLong(words[4]),
                    Double.parseDouble(words[5]),
                    Double.parseDouble(words[6]),
                    Double.parseDouble(words[7])));
        case "failed" -> failure = rest;
        case "note" -> progress.note(rest);
        default -> {
          // Its end is told by its exit code.
        }
      }
    }
  }
}
