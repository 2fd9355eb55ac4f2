package org.paperclaims.harness.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Parameter;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.family.Architectures;

/**
 * Times a ResNet for small images in the engines and in Python's PyTorch, in turns, so that
 * whatever else the machine does falls on all of them. Beside the time of a step stands the CPU
 * time that the whole process took for it, Java's compiler and garbage collector included: a busy
 * machine changes that little. Arguments: the path of {@code peer.py}, batch size, threads, rounds,
 * engines separated by commas, and, if they are not 20, 16, 32 and {@code nchw,nhwc}, the depth,
 * the width of the first stage, the side of the images and Python's layouts ({@code compiled} is
 * one, too).
 */
public final class PeerComparison {
  private static final int STEPS = 24;
  private static final int WARM_UP = 8 * STEPS;
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private PeerComparison() {}

  /**
   * A step.
   *
   * @param wall seconds that passed
   * @param cpu seconds of CPU time of the process, of an engine the mean over a turn
   */
  private record Timed(double wall, double cpu) {}

  /** Print the median and the fastest step of each, and their ratios to Python's best layout. */
  public static void main(String[] args) throws IOException, InterruptedException {
    PeerScript script = new PeerScript(args[0]);
    int size = Integer.parseInt(args[1]);
    int threads = Integer.parseInt(args[2]);
    int rounds = Integer.parseInt(args[3]);
    int depth = args.length > 5 ? Integer.parseInt(args[5]) : 20;
    int width = args.length > 6 ? Integer.parseInt(args[6]) : 16;
    int pixels = args.length > 7 ? Integer.parseInt(args[7]) : 32;
    List<String> layouts = List.of((args.length > 8 ? args[8] : "nchw,nhwc").split(","));
    String architecture = "resnet-" + depth + (width == 16 ? "" : "-w" + width) + "-b";
    Network network = Architectures.build(architecture, new Shape(3, pixels, pixels), 10);
    int parameters = network.trainable().stream().mapToInt(Parameter::size).sum();
    List<String> arguments =
        Stream.of(size, threads, STEPS, depth, width, pixels, parameters)
            .map(String::valueOf)
            .toList();
    System.out.printf(
        "%s, %d x %d, batch %d, threads %d; peer: %s%n",
        architecture, pixels, pixels, size, threads, script.lines(List.of("version")).get(0));
    Map<String, List<Timed>> steps = new LinkedHashMap<>();
    Map<String, Workload> workloads = new LinkedHashMap<>();
    for (String engine : args[4].split(",")) {
      Workload workload = Workload.of(engine, architecture, "none", pixels, size, threads);
      workloads.put(engine, workload);
      time(workload, WARM_UP);
    }
    for (int round = 0; round < rounds; round++) {
      for (String layout : layouts) {
        record(steps, "python " + layout, python(script, layout, arguments));
      }
      workloads.forEach((engine, workload) -> record(steps, engine, time(workload, STEPS)));
    }
    workloads.values().forEach(Workload::close);
    print(steps, "median", all -> sample(all, Timed::wall).median());
    print(steps, "fastest", all -> sample(all, Timed::wall).least());
    print(steps, "CPU time, median", all -> sample(all, Timed::cpu).median());
  }

  private static void print(
      Map<String, List<Timed>> steps, String what, ToDoubleFunction<List<Timed>> seconds) {
    double best =
        steps.entrySet().stream()
            .filter(e -> e.getKey().startsWith("python"))
            .mapToDouble(e -> seconds.applyAsDouble(e.getValue()))
            .min()
            .orElseThrow();
    steps.forEach(
        (name, all) ->
            System.out.printf(
                Locale.ROOT,
                "%-18s %-14s %7.2f ms a step  %.2fx python's best%n",
                what,
                name,
                1000 * seconds.applyAsDouble(all),
                best / seconds.applyAsDouble(all)));
  }

  private static void record(Map<String, List<Timed>> all, String name, List<Timed> found) {
    all.computeIfAbsent(name, n -> new ArrayList<>()).addAll(found);
  }

  /** The clock of CPU time ticks too seldom for one step, so that each gets its share of all. */
  private static List<Timed> time(Workload workload, int steps) {
    double[] wall = new double[steps];
    long cpu = PROCESS.getProcessCpuTime();
    for (int i = 0; i < steps; i++) {
      long begin = System.nanoTime();
      workload.learner().train(workload.batch(), 0.01);
      wall[i] = (System.nanoTime() - begin) / 1e9;
    }
    double each = (PROCESS.getProcessCpuTime() - cpu) / 1e9 / steps;
    return Arrays.stream(wall).mapToObj(seconds -> new Timed(seconds, each)).toList();
  }

  private static List<Timed> python(PeerScript script, String layout, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(layout));
    all.addAll(arguments);
    return script.lines(all).stream()
        .map(line -> line.split(" "))
        .map(f -> new Timed(Double.parseDouble(f[0]), Double.parseDouble(f[1])))
        .toList();
  }

  private static Sample sample(List<Timed> all, ToDoubleFunction<Timed> of) {
    return Sample.of(all.stream().mapToDouble(of));
  }
}
