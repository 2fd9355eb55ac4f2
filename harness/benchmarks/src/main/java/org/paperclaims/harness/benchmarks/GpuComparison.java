package org.paperclaims.harness.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.NetworkSummary;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.family.Architectures;
import org.paperclaims.datasets.Task;
import org.paperclaims.harness.engine.Device;
import org.paperclaims.harness.engine.Engine;
import org.paperclaims.harness.engine.EngineException;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.Precision;
import org.paperclaims.harness.lab.Engines;

/**
 * Times the torch engine and Python's eager PyTorch on a GPU, in turns, on the same network
 * (3x32x32, ten classes) in the same precision, by groups of steps between which alone the device
 * is waited for. A group of the engine is an epoch of shifted and flipped images, as the trainer
 * has it; Python trains on one batch that lies on the device already. Prints the median and the
 * fastest group of each. On a GPU also the part of the rate of the chip's matrix products, which
 * Python measures in every round, that the network's convolutions and linear maps make: three times
 * those of the forward pass, two operations a multiply-add.
 *
 * <p>Arguments: the path of {@code gpu_peer.py}, network, batch size, {@code fp32} or {@code bf16},
 * rounds, device ({@code cuda:0} if it is left out; {@code cpu} only tries the benchmark), and
 * {@code fastest} algorithms of the engine's side, if it is left out, or {@code deterministic} ones
 * as in runs of claims.
 */
public final class GpuComparison {
  private static final int CLASSES = 10;

  /** Groups a turn, after one that is not counted. */
  private static final int GROUPS = 3;

  /** Steps of a group, if so many images as they need can be had. */
  private static final int STEPS = 100;

  private static final int STEPS_ON_A_CPU = 2;
  private static final int MOST_IMAGES_OF_A_GROUP = 10 * GpuRequest.MOST_IMAGES;

  /** Forward, gradients of the inputs, and gradients of the weights, at two operations each. */
  private static final int OPERATIONS_PER_MULTIPLY_ADD = 3 * 2;

  private final GpuRequest request;
  private final Network network;
  private final int steps;
  private final int threads = Runtime.getRuntime().availableProcessors();
  private final List<Double> python = new ArrayList<>();
  private final List<Double> torch = new ArrayList<>();

  /** The best of each precision, in operations a second. */
  private final Map<String, Double> rates = new HashMap<>();

  private String pythonIs = "";

  private GpuComparison(GpuRequest request) {
    this.request = request;
    this.network = Architectures.build(request.network(), new Shape(3, 32, 32), CLASSES);
    this.steps =
        request.onCpu()
            ? STEPS_ON_A_CPU
            : Math.min(STEPS, MOST_IMAGES_OF_A_GROUP / request.batch());
  }

  /** Compare, and print what was found; say in a line what is wrong. */
  public static void main(String[] words) throws InterruptedException {
    GpuRequest request;
    try {
      request = GpuRequest.parse(words);
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.exit(2);
      return;
    }
    try {
      new GpuComparison(request).run();
    } catch (EngineException | IOException failed) {
      System.err.println(failed.getMessage());
      System.exit(1);
    }
  }

  private void run() throws IOException, InterruptedException {
    Engine engine = Engines.find("torch");
    Device device =
        engine.devices().stream()
            .filter(d -> d.id().equals(request.device()))
            .findFirst()
            // The engine says why it has none.
            .orElse(new Device(request.device(), ""));
    try (GraphsHeard graphs = new GraphsHeard();
        Learner learner = learner(engine, device, request.precision(), request.deterministic());
        AugmentedEpochs epochs = new AugmentedEpochs(learner, request.batch(), steps);
        SameOutputs outputs = outputs(engine)) {
      print(engine, device, epochs);
      // Compiles the Java code, and has cuDNN try its algorithms.
      epochs.train();
      double difference = 0;
      for (int round = 0; round < request.rounds(); round++) {
        difference = Math.max(difference, turnOfPython(outputs));
        turnOfTorch(epochs);
      }
      System.out.printf(
          Locale.ROOT,
          "python: %s; its outputs from the same weights and images differ by %.1e%n",
          pythonIs,
          difference);
      if (!request.onCpu()) {
        System.out.println("torch: " + graphs.last());
      }
    }
    rates.forEach(
        (precision, rate) ->
            System.out.printf(
                Locale.ROOT, "matrix products, %s: %.1f TFLOP/s%n", precision, rate / 1e12));
    print("median", sample(python).median(), sample(torch).median());
    print("fastest", sample(python).least(), sample(torch).least());
  }

  private Learner learner(
      Engine engine, Device device, Precision precision, boolean deterministic) {
    Task task =
        new Task.Classification(IntStream.range(0, CLASSES).mapToObj(i -> "c" + i).toList());
    Learner learner =
        engine.learner(
            network,
            new LearnerOptions(
                device, threads, task, 0.9, true, 1e-4, precision, deterministic, 1));
    learner.load(Workload.weights(network));
    return learner;
  }

  /** Ask the engine on the CPU, so that both sides of a GPU are held to one answer. */
  private SameOutputs outputs(Engine engine) throws IOException {
    try (Learner learner = learner(engine, new Device("cpu", ""), Precision.FP32, false)) {
      return SameOutputs.of(learner, network, Workload.weights(network));
    }
  }

  /** Have Python time its groups; return by how much its network's outputs differ from ours. */
  private double turnOfPython(SameOutputs outputs) throws IOException, InterruptedException {
    List<String> lines =
        new PeerScript(request.script())
            .lines(
                List.of(
                    request.network(),
                    "" + request.batch(),
                    precision(),
                    request.device(),
                    "" + threads,
                    "" + steps,
                    "" + GROUPS,
                    "" + NetworkSummary.of(network).parameters(),
                    outputs.file().toString()));
    double[] found = {};
    for (String line : lines) {
      String[] words = line.split(" ");
      switch (words[0]) {
        case "about" -> pythonIs = line.substring("about ".length());
        case "outputs" ->
            found = Arrays.stream(words).skip(1).mapToDouble(Double::parseDouble).toArray();
        case "rate" -> rates.merge(words[1], Double.parseDouble(words[2]), Math::max);
        case "seconds" -> python.add(Double.parseDouble(words[1]));
        default -> throw new IOException(request.script() + " printed '" + line + "'");
      }
    }
    return outputs.compare(found);
  }

  private void turnOfTorch(AugmentedEpochs epochs) {
    epochs.train();
    for (int group = 0; group < GROUPS; group++) {
      long begin = System.nanoTime();
      epochs.train();
      torch.add((System.nanoTime() - begin) / 1e9 / steps);
    }
  }

  private void print(Engine engine, Device device, AugmentedEpochs epochs) {
    System.out.printf(
        Locale.ROOT,
        "%s, %s, batch %d, %s, %s; %,d parameters, %,d multiply-adds an image; groups of %d steps,"
            + " %d threads%n",
        network.name(),
        network.input(),
        request.batch(),
        precision(),
        request.device(),
        NetworkSummary.of(network).parameters(),
        NetworkSummary.of(network).multiplyAdds(),
        steps,
        threads);
    System.out.printf(
        "torch: %s on %s, %s algorithms, images %s%n",
        engine.version(),
        device.description(),
        request.deterministic() ? "deterministic" : "fastest",
        epochs.areKept() ? "kept on the device" : "streamed");
  }

  private void print(String what, double pythons, double torchs) {
    print(what, "python", pythons, pythons);
    print(what, "torch", torchs, pythons);
  }

  private void print(String what, String side, double seconds, double pythons) {
    Double rate = rates.get(precision());
    double operations =
        (double) OPERATIONS_PER_MULTIPLY_ADD
            * NetworkSummary.of(network).multiplyAdds()
            * request.batch();
    System.out.printf(
        Locale.ROOT,
        "%-8s %-7s %10.3f ms a step  %,10.0f images/s  %.2fx python%s%n",
        what,
        side,
        1000 * seconds,
        request.batch() / seconds,
        pythons / seconds,
        rate == null
            ? ""
            : String.format(
                Locale.ROOT, "  %.1f %% of the matrix rate", 100 * operations / seconds / rate));
  }

  private String precision() {
    return request.precision().name().toLowerCase(Locale.ROOT);
  }

  private static Sample sample(List<Double> seconds) {
    return Sample.of(seconds.stream().mapToDouble(Double::doubleValue));
  }
}
