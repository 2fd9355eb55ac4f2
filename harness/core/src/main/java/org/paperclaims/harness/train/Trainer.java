package org.paperclaims.harness.train;

import java.time.Duration;
import java.util.Map;
import org.paperclaims.architectures.Network;
import org.paperclaims.datasets.Dataset;
import org.paperclaims.harness.measure.Networks;
import org.paperclaims.harness.measure.Probe;
import org.paperclaims.harness.measure.Probes;
import org.paperclaims.harness.measure.Workplace;
import org.paperclaims.harness.run.Protocol;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;

/** Does a run by its protocol. Safe for use by several threads, each with its own control. */
public final class Trainer {
  private final Checkpointing checkpointing;

  /**
   * When checkpoints are saved.
   *
   * @param afterEpoch save after an epoch if so much time has passed since the last one
   * @param withinEpoch save in the middle of an epoch after so much time
   */
  public record Checkpointing(Duration afterEpoch, Duration withinEpoch) {
    /** Give the usual times: after an epoch unless it took less than a second, or ten minutes. */
    public static Checkpointing usual() {
      return new Checkpointing(Duration.ofSeconds(1), Duration.ofMinutes(10));
    }
  }

  public Trainer(Checkpointing checkpointing) {
    this.checkpointing = checkpointing;
  }

  /**
   * Do a run.
   *
   * @throws PreemptedException if the control asked to stop, after a checkpoint was saved
   * @throws IllegalArgumentException if the spec names what does not exist or does not fit
   */
  public Trained run(RunSpec spec, Dataset dataset, Workplace place, Control control) {
    Network network = Networks.of(spec, dataset);
    if (spec.protocol() == Protocol.GIVEN) {
      throw new IllegalArgumentException("a model that is given is measured, and not trained");
    }
    return Probes.of(spec.protocol())
        .map(probe -> probed(probe, spec, network, dataset, place))
        .orElseGet(() -> new Training(spec, network, dataset, control, checkpointing).run(place));
  }

  private static Trained probed(
      Probe probe, RunSpec spec, Network network, Dataset dataset, Workplace place) {
    long start = System.nanoTime();
    Map<String, Double> metrics = probe.measure(spec, network, dataset, place);
    double seconds = (System.nanoTime() - start) / 1e9;
    for (var metric : metrics.entrySet()) {
      if (!Double.isFinite(metric.getValue())) {
        return new Trained(
            RunRecord.Outcome.DIVERGED,
            metric.getKey() + " is " + metric.getValue(),
            java.util.List.of(),
            Map.of(),
            java.util.Optional.empty(),
            seconds,
            java.util.Optional.empty());
      }
    }
    return new Trained(
        RunRecord.Outcome.COMPLETED,
        "",
        java.util.List.of(),
        metrics,
        java.util.Optional.empty(),
        seconds,
        java.util.Optional.empty());
  }
}
