package org.paperclaims.spark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;
import org.paperclaims.harness.lab.Site;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/**
 * On an executor: one copy of the command, in a JVM of its own. It never throws for a copy that
 * ends badly: a job whose task fails too often is aborted, and with it all other copies.
 */
public final class CopyTask extends AbstractFunction1<Iterator<String>, String>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** A copy that dies is begun again here so many times; its runs go on from their checkpoints. */
  private static final int BEGINNINGS = 3;

  private static final long LOOK_MILLIS = 200;
  private static final long SAVING_SECONDS = 15;

  private final ArrayList<String> words;

  /**
   * @param words of the copy's command, behind {@code java}
   */
  CopyTask(List<String> words) {
    this.words = new ArrayList<>(words);
  }

  @Override
  public String apply(Iterator<String> one) {
    String number = one.next();
    TaskContext task = TaskContext.get();
    ResourceInformation gpu = task.resourcesJMap().get("gpu");
    String gpus = gpu == null ? "" : String.join(",", gpu.addresses());
    String where =
        "copy %s on %s (executor %s%s)"
            .formatted(
                number,
                SparkEnv.get().blockManager().blockManagerId().host(),
                SparkEnv.get().executorId(),
                gpus.isEmpty() ? "" : ", GPU " + gpus);
    int code = -1;
    String said = "";
    for (int beginning = 1; beginning <= BEGINNINGS && !task.isInterrupted(); beginning++) {
      try {
        Child child = new Child(words, gpus);
        said = child.waitFor(task);
        code = child.process.exitValue();
      } catch (IOException e) {
        return where + ": cannot be begun: " + e;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return where + ": stopped";
      }
      if (code < Bridge.KILLED) {
        break;
      }
    }
    return Bridge.ENDED + code + " " + said + "\t" + where;
  }

  /** A copy's process. Its input ends with this JVM, however that ends, and with it the copy. */
  private static final class Child {
    private final Process process;
    private final Thread hook;

    Child(List<String> words, String gpus) throws IOException {
      List<String> command = new ArrayList<>();
      command.add(System.getProperty("java.home") + "/bin/java");
      command.addAll(words);
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
      if (!gpus.isEmpty()) {
        builder.environment().put("CUDA_VISIBLE_DEVICES", gpus);
        builder.environment().put("CUDA_DEVICE_ORDER", "PCI_BUS_ID");
      }
      process = builder.start();
      hook = new Thread(this::stop);
      Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Wait for its end, and give the last line by which it answered. */
    String waitFor(TaskContext task) throws InterruptedException {
      StringBuilder answer = new StringBuilder();
      Thread reader = new Thread(() -> read(answer), "copy-output");
      reader.setDaemon(true);
      reader.start();
      try {
        while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
          if (task.isInterrupted()) {
            stop();
          }
        }
        reader.join(TimeUnit.SECONDS.toMillis(SAVING_SECONDS));
      } catch (InterruptedException e) {
        stop();
        throw e;
      } finally {
        try {
          Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
          // The executor is ending already, and the hook is at work.
        }
      }
      synchronized (answer) {
        return answer.toString();
      }
    }

    private void read(StringBuilder answer) {
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.startsWith(Site.ANSWER)) {
            synchronized (answer) {
              answer.setLength(0);
              answer.append(line.substring(Site.ANSWER.length()));
            }
          } else {
            System.err.println(line);
          }
        }
      } catch (IOException e) {
        // The process has ended.
      }
    }

    /** Have the runs save themselves, as SIGTERM does, and wait until they have. */
    private void stop() {
      process.destroy();
      try {
        if (!process.waitFor(SAVING_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
