package org.paperclaims.harness.measure;

import java.util.Optional;
import java.util.function.Supplier;
import org.paperclaims.architectures.Network;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.harness.run.Protocol;
import org.paperclaims.harness.run.RunRecord;

/**
 * A number that runs have: how records name it, how people read it, and how it is got. Implemented
 * once for each metric, and listed in {@link Metrics}.
 *
 * <p>Another project brings one as a {@link ModelMetric} with a public constructor without
 * parameters, whose name stands in a file {@code
 * META-INF/services/org.paperclaims.harness.measure.Metric}. A run is known by its spec, and not by
 * the code that measures it: a metric whose numbers change takes another name.
 */
public interface Metric {
  /** Give how it is named and read. */
  Heading heading();

  /** Give the name in catalogues and run records. */
  default String name() {
    return heading().name();
  }

  /** Give the unit of its values. */
  default Unit unit() {
    return heading().unit();
  }

  /** Give the protocol of the runs that have it. */
  default Protocol protocol() {
    return heading().protocol();
  }

  /**
   * Tell whether a run that diverged did worst of all by it. So it did by errors, losses and the
   * epochs to a goal; of a slope or a share such a run tells nothing.
   */
  default boolean isWorstWhereDiverged() {
    return unit() == Unit.ERROR || unit() == Unit.LOSS || unit() == Unit.EPOCHS;
  }

  /**
   * Give the value of a run.
   *
   * @return not a number if the run has none
   */
  default double of(RunRecord run) {
    return run.metrics().getOrDefault(name(), Double.NaN);
  }

  /**
   * Say why runs cannot have it, so that a record that asks for it is refused when it is read.
   *
   * @param network builds the one of the runs
   * @param data of the runs; one that {@link org.paperclaims.datasets.Datasets} knows
   * @return a sentence's end, such as {@code has no learned slopes}; empty if they can
   */
  default Optional<String> misfit(Supplier<Network> network, DatasetSpec data) {
    return Optional.empty();
  }
}
