package org.paperclaims.harness.measure;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.paperclaims.architectures.Network;
import org.paperclaims.datasets.Dataset;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.run.Correctness;
import org.paperclaims.harness.run.RunSpec;

/** Measures a model without training it. */
public final class Evaluation {
  private Evaluation() {}

  /**
   * The numbers of a model.
   *
   * @param correct the test images that it was right about, where it answers classes
   */
  public record Measured(Map<String, Double> metrics, Optional<Correctness> correct) {}

  /**
   * Measure a model: {@code test_error}, {@code test_loss}, {@code train_error} and what every
   * training is measured by at its end.
   *
   * @param model at least the network's parameters; what else it has is left out
   * @throws IllegalArgumentException if the model is not one of the spec's network; names the first
   *     tensor that is missing or of another shape
   */
  public static Measured of(RunSpec spec, Dataset dataset, Workplace place, Snapshot model) {
    Network network = Networks.of(spec, dataset);
    Snapshot weights = Networks.parameters(network, model);
    try (Learner learner = Learners.of(spec, network, dataset, place)) {
      learner.load(weights);
      Score test = Score.ofTest(learner, dataset, spec.recipe());
      Score train = Score.of(learner, dataset.train(), dataset.example(), dataset.task());
      Map<String, Double> metrics = new TreeMap<>();
      metrics.put("test_error", test.error());
      metrics.put("test_loss", test.loss());
      metrics.put("train_error", train.error());
      metrics.putAll(
          Metrics.usual(new TrainedNetwork(spec, network, dataset, place, learner, weights, test)));
      return new Measured(metrics, test.correct());
    }
  }

  /**
   * Measure a model by one metric.
   *
   * @return empty if the model has nothing to measure
   * @throws IllegalArgumentException if the model is not one of the spec's network
   */
  public static OptionalDouble of(
      RunSpec spec, Dataset dataset, Workplace place, Snapshot model, ModelMetric metric) {
    Network network = Networks.of(spec, dataset);
    Snapshot weights = Networks.parameters(network, model);
    try (Learner learner = Learners.of(spec, network, dataset, place)) {
      learner.load(weights);
      Score test = Score.ofTest(learner, dataset, spec.recipe());
      TrainedNetwork net =
          new TrainedNetwork(spec, network, dataset, place, learner, weights, test);
      return Metrics.isBrought(metric) ? brought(metric, net) : metric.measure(net);
    }
  }

  /**
   * Tell which test images a model is right about.
   *
   * @return empty if it answers no classes
   * @throws IllegalArgumentException if the model is not one of the spec's network
   */
  public static Optional<Correctness> correct(
      RunSpec spec, Dataset dataset, Workplace place, Snapshot model) {
    Network network = Networks.of(spec, dataset);
    try (Learner learner = Learners.of(spec, network, dataset, place)) {
      learner.load(Networks.parameters(network, model));
      return Score.ofTest(learner, dataset, spec.recipe()).correct();
    }
  }

  /** Measure by a plug-in, whose mistakes cost this number and not the suite. */
  private static OptionalDouble brought(ModelMetric metric, TrainedNetwork net) {
    try {
      OptionalDouble value = metric.measure(net);
      return value.isPresent() && Double.isNaN(value.getAsDouble())
          ? OptionalDouble.empty()
          : value;
    } catch (RuntimeException | LinkageError e) {
      throw new MeasurementException("%s threw %s".formatted(metric.getClass().getName(), e), e);
    }
  }
}
