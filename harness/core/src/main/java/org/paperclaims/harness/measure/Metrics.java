package org.paperclaims.harness.measure;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.paperclaims.harness.run.Protocol;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.plugins.Registry;

/**
 * The metrics that there are. To add one to this project, write its file and list it here; another
 * project's are providers of {@link Metric}.
 */
public final class Metrics {
  private static final List<Metric> OWN =
      Stream.of(
              TrainingMetrics.ALL,
              List.<Metric>of(
                  new TopError(2),
                  new TopError(5),
                  new ErrorGap(),
                  new LearnedSlope(ModuleAt.FIRST),
                  new LearnedSlope(ModuleAt.LAST),
                  new ShiftChange(ModuleAt.FIRST),
                  new ShiftChange(ModuleAt.MIDDLE),
                  new ShiftChange(ModuleAt.LAST),
                  new Occlusion(true),
                  new Occlusion(false),
                  new DeadShare(),
                  Pck.USUAL),
              FeatureProbe.METRICS,
              GradientProbe.METRICS)
          .flatMap(List::stream)
          .toList();

  private static final List<Metric> ALL =
      List.copyOf(
          Registry.of("metric", OWN, Metric::name, Metric.class, Function.identity()).all());

  private static final List<MetricFamily> FAMILIES =
      List.of(new GroupErrors(), new EpochsTo(), new PckWithin(), new JavaMeasurements());

  /** The metrics of a model that was made elsewhere. */
  private static final List<Metric> GIVEN =
      List.of(
          Told.lower("test_error", "Test error", Unit.ERROR, Protocol.GIVEN),
          Told.lower("test_loss", "Test loss", Unit.LOSS, Protocol.GIVEN));

  private Metrics() {}

  /** Tell whether a plug-in brings a metric. */
  static boolean isBrought(Metric metric) {
    return ALL.contains(metric) && !OWN.contains(metric);
  }

  /** Find the metric of a name. */
  public static Optional<Metric> named(String name) {
    return Stream.concat(
            ALL.stream().filter(m -> m.name().equals(name)),
            FAMILIES.stream().flatMap(f -> f.named(name).stream()))
        .findFirst();
  }

  /** Say why a name that looks like a metric's names none; empty if it looks like none's. */
  public static Optional<String> fault(String name) {
    return FAMILIES.stream().flatMap(f -> f.fault(name).stream()).findFirst();
  }

  /** Give the names that records can use, those with a part to choose by their form. */
  public static List<String> forms() {
    return Stream.of(Protocol.values()).flatMap(p -> forms(p).stream()).distinct().toList();
  }

  /** Give the names that records of a protocol can use. */
  public static List<String> forms(Protocol protocol) {
    return Stream.concat(
            all(protocol).map(Metric::name),
            FAMILIES.stream().filter(f -> f.protocol() == protocol).map(MetricFamily::form))
        .toList();
  }

  /**
   * Give a run's value of a metric.
   *
   * @param name of a metric; of one that is not known here, as records of other versions may have,
   *     the recorded number is given
   * @return not a number if the run has none
   */
  public static double value(String name, RunRecord run) {
    return named(name)
        .map(m -> m.of(run))
        .orElseGet(() -> run.metrics().getOrDefault(name, Double.NaN));
  }

  /** Give the metric that stands for a run of a protocol where one number must do. */
  public static Metric first(Protocol protocol) {
    return all(protocol).findFirst().orElseThrow();
  }

  private static Stream<Metric> all(Protocol protocol) {
    return protocol == Protocol.GIVEN
        ? GIVEN.stream()
        : ALL.stream().filter(m -> m.protocol() == protocol);
  }

  /**
   * Measure what every training is measured by at its end. A plug-in's metrics are measured where a
   * claim asks for them, so that one that fails costs no other claim's runs.
   */
  public static Map<String, Double> usual(TrainedNetwork net) {
    Map<String, Double> values = new TreeMap<>();
    Stream.concat(OWN.stream(), FAMILIES.stream().flatMap(f -> f.usual().stream()))
        .flatMap(m -> m instanceof ModelMetric model ? Stream.of(model) : Stream.empty())
        .filter(ModelMetric::usual)
        .forEach(m -> m.measure(net).ifPresent(value -> values.put(m.name(), value)));
    return values;
  }
}
