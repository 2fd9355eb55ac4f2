package org.paperclaims.harness.train;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.run.Correctness;
import org.paperclaims.harness.run.EpochRow;
import org.paperclaims.harness.run.RunRecord;

/**
 * The outcome of a training.
 *
 * @param metrics final numbers by name; empty if it diverged
 * @param model the last state; nothing for a protocol that trains nothing
 * @param seconds over all attempts
 * @param correct the test images that the network was right about, where it answers classes
 */
public record Trained(
    RunRecord.Outcome outcome,
    String detail,
    List<EpochRow> epochs,
    Map<String, Double> metrics,
    Optional<Snapshot> model,
    double seconds,
    Optional<Correctness> correct) {
  public Trained {
    epochs = List.copyOf(epochs);
    metrics = java.util.Collections.unmodifiableMap(new TreeMap<>(metrics));
  }
}
