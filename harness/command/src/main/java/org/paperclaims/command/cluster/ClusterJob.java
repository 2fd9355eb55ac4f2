package org.paperclaims.command.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Copies of one command that share a results folder, until every run of a suite is recorded.
 *
 * @param name of the job: letters, digits and hyphens
 * @param folder in which the command is called
 * @param command its words; the first one is the program
 * @param machines that it may have
 * @param runs that are left to do
 * @param seconds that they are expected to take on these machines; infinite if that is unknown
 * @param bytes of memory that the largest run's numbers take
 * @param threads of each run, one run at a time in a copy; 0 where each copy chooses
 */
public record ClusterJob(
    String name,
    String folder,
    List<String> command,
    Machines machines,
    int runs,
    double seconds,
    double bytes,
    int threads) {
  /** The heap that {@code ci/claims} asks for where nobody names options of the JVM. */
  static final String HEAP = "-Xmx4g";

  private static final double SAFETY = 1.5;
  private static final Duration LEAST = Duration.ofMinutes(30);
  private static final Duration UNKNOWN = Duration.ofHours(24);
  private static final double GIB = 1L << 30;

  /** The JVM, its libraries and their workspaces, on top of a run's own numbers. */
  private static final double AROUND_GIB = 8;

  public ClusterJob {
    command = List.copyOf(command);
  }

  /** Give how many copies are worth starting: no more than runs. */
  public int copies() {
    return Math.max(1, Math.min(machines.workers(), runs));
  }

  /** Give the GPUs of a copy: one, or none. */
  public int gpus() {
    return Math.min(1, machines.gpus());
  }

  /**
   * Give the time to ask for: half as long again as is expected. A job that reaches it goes on
   * after it is queued again.
   */
  public Duration limit() {
    if (Double.isInfinite(seconds)) {
      return UNKNOWN;
    }
    long minutes = (long) Math.ceil(SAFETY * seconds / 60);
    return minutes < LEAST.toMinutes() ? LEAST : Duration.ofMinutes(minutes);
  }

  /** Give the memory to ask for, in GiB. */
  public int gibibytes() {
    return (int) Math.ceil(AROUND_GIB + (gpus() == 0 ? bytes / GIB : 0));
  }

  /**
   * Give the same job as a checkout elsewhere has it: called in its folder, by paths from there,
   * with results in a folder of its own.
   *
   * @param results that folder
   */
  public ClusterJob inFolder(String results) {
    List<String> words = new ArrayList<>(command);
    words.replaceAll(
        word -> word.startsWith(folder + "/") ? word.substring(folder.length() + 1) : word);
    int at = words.indexOf("--results");
    if (at >= 0) {
      words.set(at + 1, results);
    }
    return new ClusterJob(name, folder, words, machines, runs, seconds, bytes, threads);
  }

  /** Give the JVM's options that make a copy have one run at a time, with so many threads. */
  public static List<String> layout(int threads) {
    return List.of("-Dclaims.workers=1", "-Dclaims.threads=" + threads);
  }

  /**
   * Give the value of {@code CLAIMS_JVM_ARGS} that lays runs out.
   *
   * @param others options; they stand first
   */
  String jvm(String others) {
    return others + " " + String.join(" ", layout(threads));
  }

  /** Write the command for a POSIX shell. */
  public String shell() {
    String options = "CLAIMS_JVM_ARGS=\"" + jvm("${CLAIMS_JVM_ARGS:-" + HEAP + "}") + "\" ";
    return (threads == 0 ? "" : options)
        + command.stream().map(ClusterJob::quoted).collect(Collectors.joining(" "));
  }

  /** Quote a word for a POSIX shell where it has a letter that means something there. */
  static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:=@%+,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
