package org.paperclaims.harness.engine.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Parameter;
import org.paperclaims.harness.engine.Snapshot;

/**
 * The oracle's numbers of a parity test, rounded to float32. They are the same for every engine and
 * every way of one, and the oracle is slow, so those of the members of families are computed once a
 * process.
 *
 * @param predicted before the steps
 * @param predictedWithBatchStatistics before the steps
 * @param losses of the steps
 * @param after tensors and momenta after each step, by the names of a snapshot
 * @param predictedAfter the steps
 */
record Expected(
    float[] predicted,
    float[] predictedWithBatchStatistics,
    double[] losses,
    List<Map<String, float[]>> after,
    float[] predictedAfter) {
  private static final Map<String, Expected> MEMBERS = new ConcurrentHashMap<>();

  /** Let the oracle take the steps of a member's trial. */
  static Expected of(FamilyMember member) {
    return MEMBERS.computeIfAbsent(
        member.toString(), name -> of(member.network(), member.weights(), member.trial()));
  }

  /** Let the oracle take the steps of a trial. */
  static Expected of(Network network, Snapshot start, Trial trial) {
    Oracle oracle = Given.oracle(network, start, 0);
    double[] inputs = Numbers.widen(trial.batch().inputs());
    int size = trial.batch().size();
    float[] predicted = Numbers.narrow(oracle.predict(inputs, size));
    float[] withStatistics = Numbers.narrow(oracle.predictWithBatchStatistics(inputs, size));
    double[] losses = new double[trial.rates().length];
    List<Map<String, float[]>> after = new ArrayList<>();
    for (int step = 0; step < losses.length; step++) {
      losses[step] = trial.step(oracle, trial.rates()[step]);
      after.add(tensors(network, oracle));
    }
    float[] predictedAfter = Numbers.narrow(oracle.predict(inputs, size));
    return new Expected(predicted, withStatistics, losses, after, predictedAfter);
  }

  private static Map<String, float[]> tensors(Network network, Oracle oracle) {
    Map<String, float[]> tensors = new HashMap<>();
    for (Parameter p : network.parameters()) {
      tensors.put(p.name(), Numbers.narrow(oracle.tensor(p.name())));
      if (p.role().trainable()) {
        tensors.put(Snapshot.MOMENTUM_PREFIX + p.name(), Numbers.narrow(oracle.momentum(p.name())));
      }
    }
    return tensors;
  }
}
