package org.paperclaims.harness.engine.testkit;

import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.Parameter;
import org.paperclaims.harness.engine.Snapshot;

/**
 * How much float32 by itself changes a training: plain float32 loops are compared with float64
 * ones.
 *
 * @param moved how far rounding moved any weight, statistic or momentum, relative to its tensor's
 *     size, as {@link Numbers#distance} measures it
 * @param clearance how many times further than rounding moved its input the closest choice of a
 *     rectifier or a max pool was from a tie; below 1 rounding may choose, and a gradient jumps
 */
record Conditioning(double moved, double clearance) {

  /** Train both, and compare them after every step. */
  static Conditioning of(Network network, Snapshot start, Trial trial) {
    Oracle exact = Given.oracle(network, start, new Oracle(network, 0));
    Oracle rounded = Given.oracle(network, start, new Oracle(network, 0, Arithmetic.FLOAT32));
    double moved = 0;
    double clearance = Double.POSITIVE_INFINITY;
    for (double rate : trial.rates()) {
      trial.step(exact, rate);
      trial.step(rounded, rate);
      moved = Math.max(moved, moved(network, rounded, exact));
      clearance = Math.min(clearance, clearance(network, rounded, exact));
    }
    return new Conditioning(moved, clearance);
  }

  private static double moved(Network network, Oracle rounded, Oracle exact) {
    double moved = 0;
    for (Parameter p : network.parameters()) {
      String name = p.name();
      moved = Math.max(moved, Numbers.distance(rounded.tensor(name), exact.tensor(name)));
      if (p.role().trainable()) {
        moved = Math.max(moved, Numbers.distance(rounded.momentum(name), exact.momentum(name)));
      }
    }
    return moved;
  }

  private static double clearance(Network network, Oracle rounded, Oracle exact) {
    double clearance = Double.POSITIVE_INFINITY;
    for (Node node : network.nodes()) {
      if (!node.inputs().isEmpty()) {
        Volume in = exact.volume(node.inputs().get(0));
        double noise = Numbers.largest(rounded.volume(node.inputs().get(0)).value, in.value);
        clearance = Math.min(clearance, Decisions.margin(node, in) / noise);
      }
    }
    return clearance;
  }
}
