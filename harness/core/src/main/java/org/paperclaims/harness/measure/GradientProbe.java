package org.paperclaims.harness.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hipparchus.stat.regression.SimpleRegression;
import org.paperclaims.architectures.Module;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Node;
import org.paperclaims.datasets.Dataset;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.LearningRule;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.run.Protocol;
import org.paperclaims.harness.run.RunSpec;

/**
 * Looks at how the weights' gradients grow or fade from the output to the input. The gradient of
 * one batch is read from the momentum after its step, for the first step's momentum is the
 * gradient: as a difference of weights a gradient much smaller than they are would be rounded away.
 */
final class GradientProbe implements Probe {
  static final List<Metric> METRICS =
      List.of(
          // The slope of the logarithm of the modules' first convolutions' relative gradient
          // norms, |g| / |w|, over the module's number from output to input.
          Told.lower("gradient_growth", "Gradient growth", Unit.GROWTH, Protocol.GRADIENTS),
          // Logarithms to the base 10 of the norms of weight gradients, not divided by the
          // weights'.
          Told.higher(
              "gradient_norm(first)",
              "Gradient norm in the first module",
              Unit.DECADES,
              Protocol.GRADIENTS),
          Told.higher(
              "gradient_norm(last)",
              "Gradient norm in the last module",
              Unit.DECADES,
              Protocol.GRADIENTS),
          // The last less the first: how far gradients fade on their way to the input.
          Told.lower("gradient_fade", "Gradient fade", Unit.DECADES, Protocol.GRADIENTS));

  private static final LearningRule READABLE = LearningRule.sgd(0.5, false, 0);

  /** The smallest norm that is told, for 0 has no logarithm. */
  private static final double SMALLEST = Float.MIN_VALUE;

  @Override
  public Protocol protocol() {
    return Protocol.GRADIENTS;
  }

  @Override
  public String sentence(String networks) {
    return "the gradients of one batch are measured in " + networks + " as initialised";
  }

  @Override
  public Map<String, Double> measure(
      RunSpec spec, Network network, Dataset dataset, Workplace place) {
    List<Module> modules = network.modules();
    if (modules.size() < 2) {
      throw new IllegalArgumentException(
          network.name() + " has " + modules.size() + " modules; growth needs at least 2");
    }
    Snapshot before = Networks.firstWeights(spec, network);
    Snapshot after;
    LearnerOptions plain =
        new LearnerOptions(
            place.device(),
            place.threads(),
            dataset.task(),
            READABLE,
            spec.recipe().precision(),
            true,
            spec.seed());
    try (Learner learner = place.engine().learner(network, plain)) {
      learner.load(before);
      learner.train(Probe.batch(spec, dataset), 1);
      after = learner.snapshot();
    }
    SimpleRegression line = new SimpleRegression();
    List<Double> norms = new ArrayList<>();
    for (int i = 0; i < modules.size(); i++) {
      Optional<String> weight = firstWeight(network, modules.get(modules.size() - 1 - i));
      if (weight.isPresent()) {
        double gradient = norm(after.tensor(Snapshot.MOMENTUM_PREFIX + weight.get()).data());
        line.addData(i, Math.log(gradient / norm(before.tensor(weight.get()).data())));
        norms.add(gradient);
      }
    }
    double first = Math.log10(norms.get(norms.size() - 1));
    double last = Math.log10(norms.get(0));
    return Map.of(
        "gradient_growth",
        line.getSlope(),
        "gradient_norm(first)",
        first,
        "gradient_norm(last)",
        last,
        "gradient_fade",
        last - first);
  }

  private static Optional<String> firstWeight(Network network, Module module) {
    return network.nodes().stream()
        .filter(n -> n.name().startsWith(module.name() + "."))
        .filter(n -> n instanceof Node.Conv || n instanceof Node.Linear)
        .findFirst()
        .map(n -> n.name() + ".weight");
  }

  private static double norm(float[] numbers) {
    double squares = 0;
    for (float one : numbers) {
      squares += (double) one * one;
    }
    return Math.max(Math.sqrt(squares), SMALLEST);
  }
}
