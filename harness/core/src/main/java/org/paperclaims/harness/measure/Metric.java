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
 */
public interface Metric {
  /** Give the name in catalogues and run records, such as {@code test_error}. */
  String name();

  /** Give the name for people, such as {@code Test error}. */
  String label();

  /** Give what values are counted in. */
  Unit unit();

  /** Give which values are usually wanted; a record declares its own. */
  Direction better();

  /** Give the protocol of the runs that have it. */
  Protocol protocol();

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
