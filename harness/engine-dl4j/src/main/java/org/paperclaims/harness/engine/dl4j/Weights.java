package org.paperclaims.harness.engine.dl4j;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Parameter;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.Optimiser;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.engine.Tensor;

/**
 * A network's tensors, all trainable ones in one piece of memory, so that the update rule is one
 * loop. Momenta and gradients lie in the same order. Each worker has gradients of its own, which
 * the update adds up in a fixed order.
 */
final class Weights implements AutoCloseable {
  private final List<Parameter> parameters;
  private final Map<String, Integer> offsets = new LinkedHashMap<>();
  private final Map<String, float[]> statistics = new LinkedHashMap<>();
  private final Floats values;
  private final Floats momenta;
  private final List<Floats> gradients = new ArrayList<>();
  private final int size;

  Weights(Network network, int workers) {
    parameters = network.parameters();
    int next = 0;
    for (Parameter parameter : parameters) {
      if (parameter.role().trainable()) {
        offsets.put(parameter.name(), next);
        next = Math.addExact(next, parameter.size());
      } else {
        statistics.put(parameter.name(), new float[parameter.size()]);
      }
    }
    size = Math.max(1, next);
    values = new Floats(size);
    momenta = new Floats(size);
    for (int i = 0; i < workers; i++) {
      gradients.add(new Floats(size));
    }
  }

  Floats values() {
    return values;
  }

  /** Give one worker's gradients. */
  Floats gradients(int worker) {
    return gradients.get(worker);
  }

  /** Tell where a trainable tensor begins. */
  int offset(String name) {
    Integer offset = offsets.get(name);
    if (offset == null) {
      throw new IllegalStateException("no trainable tensor " + name);
    }
    return offset;
  }

  /** Give a running statistic, to be changed in place. */
  float[] statistic(String name) {
    float[] statistic = statistics.get(name);
    if (statistic == null) {
      throw new IllegalStateException("no running statistic " + name);
    }
    return statistic;
  }

  /** Copy a trainable vector. */
  float[] vector(String name, int length) {
    int offset = offset(name);
    return values.toArray(offset, offset + length);
  }

  /** Take one step of gradient descent, as {@link LearnerOptions} states it. */
  void update(LearnerOptions options, double learningRate, Workers workers) {
    Optimiser.Sgd sgd = (Optimiser.Sgd) options.rule().optimiser();
    float decay = (float) options.rule().weightDecay();
    float momentum = (float) sgd.momentum();
    float rate = (float) learningRate;
    boolean nesterov = sgd.nesterov();
    workers.split(
        size,
        8 * Scratch.PIECE,
        (part, from, to, s) -> {
          for (int i = from; i < to; i += Scratch.PIECE) {
            int n = Math.min(Scratch.PIECE, to - i);
            float[] w = s.a;
            float[] g = s.b;
            float[] v = s.c;
            values.get(i, w, n);
            gradients.get(0).get(i, g, n);
            for (int other = 1; other < gradients.size(); other++) {
              gradients.get(other).get(i, v, n);
              Loops.add(g, v, n);
            }
            momenta.get(i, v, n);
            for (int j = 0; j < n; j++) {
              g[j] += decay * w[j];
              v[j] = momentum * v[j] + g[j];
            }
            if (nesterov) {
              for (int j = 0; j < n; j++) {
                w[j] -= rate * (g[j] + momentum * v[j]);
              }
            } else {
              for (int j = 0; j < n; j++) {
                w[j] -= rate * v[j];
              }
            }
            momenta.put(i, v, n);
            values.put(i, w, n);
          }
        });
  }

  /** Take over a snapshot's tensors. */
  void load(Snapshot snapshot) {
    Map<String, Parameter> known = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      known.put(parameter.name(), parameter);
      check(parameter, snapshot.tensor(parameter.name()));
    }
    for (String name : snapshot.tensors().keySet()) {
      boolean momentum = name.startsWith(Snapshot.MOMENTUM_PREFIX);
      String bare = momentum ? name.substring(Snapshot.MOMENTUM_PREFIX.length()) : name;
      Parameter parameter = known.get(bare);
      if (parameter == null || (momentum && !parameter.role().trainable())) {
        throw new IllegalArgumentException("the network has no tensor " + name);
      }
      check(parameter, snapshot.tensor(name));
    }
    momenta.zero(0, size);
    for (Parameter parameter : parameters) {
      String name = parameter.name();
      float[] data = snapshot.tensor(name).data();
      if (!parameter.role().trainable()) {
        System.arraycopy(data, 0, statistic(name), 0, data.length);
        continue;
      }
      values.put(offset(name), data, data.length);
      Tensor momentum = snapshot.tensors().get(Snapshot.MOMENTUM_PREFIX + name);
      if (momentum != null) {
        momenta.put(offset(name), momentum.data(), data.length);
      }
    }
  }

  private static void check(Parameter parameter, Tensor tensor) {
    if (!tensor.shape().equals(parameter.shape())) {
      throw new IllegalArgumentException(
          parameter.name() + " has shape " + parameter.shape() + ", found " + tensor.shape());
    }
  }

  /** Copy everything that training changes. */
  Snapshot snapshot(long step) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      String name = parameter.name();
      float[] data =
          parameter.role().trainable() ? vector(name, parameter.size()) : statistic(name).clone();
      tensors.put(name, new Tensor(parameter.shape(), data));
    }
    for (Parameter parameter : parameters) {
      if (parameter.role().trainable()) {
        int offset = offset(parameter.name());
        tensors.put(
            Snapshot.MOMENTUM_PREFIX + parameter.name(),
            new Tensor(parameter.shape(), momenta.toArray(offset, offset + parameter.size())));
      }
    }
    return new Snapshot(step, tensors);
  }

  @Override
  public void close() {
    values.close();
    momenta.close();
    gradients.forEach(Floats::close);
  }
}
