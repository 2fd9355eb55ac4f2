package org.paperclaims.harness.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Times ResNet-20 (3x32x32) in the engines and in Python's PyTorch, in turns, so that whatever else
 * the machine does falls on all of them. Arguments: the path of {@code peer.py}, batch size,
 * threads, rounds, engines separated by commas.
 */
public final class PeerComparison {
  private static final int STEPS = 8;

  private PeerComparison() {}

  /** Print the median and the fastest step of each, and their ratios to Python's best layout. */
  public static void main(String[] args) throws IOException, InterruptedException {
    String script = args[0];
    int size = Integer.parseInt(args[1]);
    int threads = Integer.parseInt(args[2]);
    int rounds = Integer.parseInt(args[3]);
    Map<String, List<Double>> seconds = new LinkedHashMap<>();
    Map<String, Workload> workloads = new LinkedHashMap<>();
    for (String engine : args[4].split(",")) {
      Workload workload = Workload.of(engine, "resnet-20-b", "none", 32, size, threads);
      workloads.put(engine, workload);
      for (int i = 0; i < STEPS; i++) {
        workload.learner().train(workload.batch(), 0.01);
      }
    }
    for (int round = 0; round < rounds; round++) {
      for (String layout : List.of("nchw", "nhwc")) {
        record(seconds, "python " + layout, python(script, layout, size, threads));
      }
      workloads.forEach((engine, workload) -> record(seconds, engine, time(workload)));
    }
    workloads.values().forEach(Workload::close);
    double best =
        Math.min(median(times(seconds, "python nchw")), median(times(seconds, "python nhwc")));
    seconds.forEach(
        (name, all) ->
            System.out.printf(
                Locale.ROOT,
                "%-12s median %7.1f ms  fastest %7.1f ms  %6.1f images/s  %.2fx python's best%n",
                name,
                1000 * median(all),
                1000 * all.stream().mapToDouble(d -> d).min().orElseThrow(),
                size / median(all),
                best / median(all)));
  }

  private static void record(Map<String, List<Double>> all, String name, List<Double> found) {
    all.computeIfAbsent(name, n -> new ArrayList<>()).addAll(found);
  }

  private static List<Double> times(Map<String, List<Double>> all, String name) {
    return all.getOrDefault(name, List.of());
  }

  private static List<Double> time(Workload workload) {
    List<Double> found = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      long begin = System.nanoTime();
      workload.learner().train(workload.batch(), 0.01);
      found.add((System.nanoTime() - begin) / 1e9);
    }
    return found;
  }

  private static List<Double> python(String script, String layout, int size, int threads)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                "python3", script, layout, "" + size, "" + threads, String.valueOf(STEPS))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<Double> found = process.inputReader().lines().map(Double::parseDouble).toList();
    if (process.waitFor() != 0) {
      throw new IOException(script + " failed with " + process.exitValue());
    }
    return found;
  }

  private static double median(List<Double> all) {
    List<Double> sorted = all.stream().sorted().toList();
    return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
  }
}
