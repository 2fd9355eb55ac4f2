package org.paperclaims.harness.engine.dl4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Parameter;
import org.paperclaims.harness.engine.LearningRule;
import org.paperclaims.harness.engine.Optimiser;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.engine.Tensor;

/**
 * A network's tensors, all trainable ones in one piece of memory, so that the update rule is one
 * loop. Gradients and whatever a learning rule keeps lie in the same order. Each worker has
 * gradients of its own, which the update adds up in a fixed order.
 */
final class Weights implements AutoCloseable {
  private final List<Parameter> parameters;
  private final LearningRule rule;
  private final Map<String, Integer> offsets = new LinkedHashMap<>();
  private final Map<String, float[]> statistics = new LinkedHashMap<>();
  private final Floats values;

  /**
   * The state that the learning rule keeps of every trainable number, by the prefix of its name.
   */
  private final Map<String, Floats> kept = new LinkedHashMap<>();

  private final @Nullable Averages averages;

  /** The weight decay of every number, where it is not the same for all. */
  private final @Nullable Floats decays;

  private final List<Floats> gradients = new ArrayList<>();
  private final int size;

  Weights(Network network, LearningRule rule, int workers) {
    this.parameters = network.parameters();
    this.rule = rule;
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
    List<Floats> taken = new ArrayList<>();
    try {
      values = held(taken, new Floats(size));
      kept.put(Snapshot.MOMENTUM_PREFIX, held(taken, new Floats(size)));
      if (rule.optimiser().keepsSquares()) {
        kept.put(Snapshot.SQUARES_PREFIX, held(taken, new Floats(size)));
      }
      decays = rule.decaySlopes() ? null : held(taken, decays());
      for (int i = 0; i < workers; i++) {
        gradients.add(held(taken, new Floats(size)));
      }
      averages = rule.averages() ? new Averages(size, statistics) : null;
    } catch (RuntimeException | Error e) {
      // No collector finds this memory, and nobody can close what was never made.
      taken.forEach(Floats::close);
      throw e;
    }
  }

  private static Floats held(List<Floats> taken, Floats part) {
    taken.add(part);
    return part;
  }

  private Floats decays() {
    Floats all = new Floats(size);
    for (Parameter parameter : parameters) {
      if (parameter.role().trainable() && parameter.role() != Parameter.Role.SLOPE) {
        float[] decay = new float[parameter.size()];
        Arrays.fill(decay, (float) rule.weightDecay());
        all.put(offset(parameter.name()), decay, decay.length);
      }
    }
    return all;
  }

  Floats values() {
    return values;
  }

  /** Give one worker's gradients. */
  Floats gradients(int worker) {
    return gradients.get(worker);
  }

  /** Tell whether the first worker's gradients are numbers, and their sum is one. */
  boolean hasFiniteGradients() {
    return isFinite(gradients.get(0));
  }

  /** Tell whether all trained numbers and running statistics are some, and their sum is one. */
  boolean areFinite() {
    return isFinite(values)
        && statistics.values().stream().allMatch(all -> Float.isFinite(Loops.sum(all, all.length)));
  }

  private boolean isFinite(Floats numbers) {
    float[] piece = new float[Scratch.PIECE];
    float sum = 0;
    for (int i = 0; i < size; i += Scratch.PIECE) {
      int n = Math.min(Scratch.PIECE, size - i);
      numbers.get(i, piece, n);
      sum += Loops.sum(piece, n);
    }
    return Float.isFinite(sum);
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

  /** Compute with the moving averages from now on, if there are any, or with the weights again. */
  void showAverage(boolean shown) {
    if (averages != null) {
      averages.show(shown, values, statistics);
    }
  }

  /**
   * Take one step of the learning rule.
   *
   * @param step from 1 on
   */
  void update(double rate, long step, Workers workers) {
    Update update = Update.of(rule, rate, step);
    boolean decoupled = rule.optimiser() instanceof Optimiser.AdamW;
    float scale = decoupled ? (float) -rate : 1;
    float factor = rule.clips() ? (float) rule.clipFactor(norm(workers)) : 1;
    int summands = rule.clips() ? 1 : gradients.size();
    Floats momenta = require(Snapshot.MOMENTUM_PREFIX);
    Floats squares = kept.get(Snapshot.SQUARES_PREFIX);
    workers.split(
        size,
        8 * Scratch.PIECE,
        (part, from, to, s) -> {
          for (int i = from; i < to; i += Scratch.PIECE) {
            int n = Math.min(Scratch.PIECE, to - i);
            float[] w = s.a;
            float[] g = s.b;
            sum(summands, i, g, s.c, n);
            Loops.scale(g, factor, n);
            values.get(i, w, n);
            decay(i, w, decoupled ? w : g, scale, s.c, n);
            momenta.get(i, s.c, n);
            if (squares != null) {
              squares.get(i, s.d, n);
            }
            update.take(w, g, s.c, s.d, n);
            momenta.put(i, s.c, n);
            if (squares != null) {
              squares.put(i, s.d, n);
            }
            values.put(i, w, n);
            if (averages != null) {
              averages.follow(i, w, (float) rule.averageMoved(step), s.d, n);
            }
          }
        });
    if (averages != null) {
      averages.followStatistics(statistics, (float) rule.averageMoved(step));
    }
  }

  private Floats require(String prefix) {
    Floats block = kept.get(prefix);
    if (block == null) {
      throw new IllegalStateException("nothing is kept for " + prefix);
    }
    return block;
  }

  /** Add up the gradients of some workers. */
  private void sum(int workers, int at, float[] g, float[] scratch, int n) {
    gradients.get(0).get(at, g, n);
    for (int other = 1; other < workers; other++) {
      gradients.get(other).get(at, scratch, n);
      Loops.add(g, scratch, n);
    }
  }

  /** Add the weight decay to gradients, or to the weights themselves. */
  private void decay(int at, float[] w, float[] to, float scale, float[] scratch, int n) {
    if (decays == null) {
      Loops.addScaled(to, w, scale * (float) rule.weightDecay(), n);
    } else {
      decays.get(at, scratch, n);
      for (int j = 0; j < n; j++) {
        to[j] += scale * scratch[j] * w[j];
      }
    }
  }

  /** Add up the workers' gradients in the first one's, and give their norm. */
  private double norm(Workers workers) {
    double[] squares = new double[workers.threads()];
    workers.split(
        size,
        8 * Scratch.PIECE,
        (part, from, to, s) -> {
          double sum = 0;
          for (int i = from; i < to; i += Scratch.PIECE) {
            int n = Math.min(Scratch.PIECE, to - i);
            sum(gradients.size(), i, s.b, s.c, n);
            gradients.get(0).put(i, s.b, n);
            for (int j = 0; j < n; j++) {
              sum += (double) s.b[j] * s.b[j];
            }
          }
          squares[part] = sum;
        });
    double sum = 0;
    for (double square : squares) {
      sum += square;
    }
    return Math.sqrt(sum);
  }

  /** Take over a snapshot's tensors; checks first, so that a refusal changes nothing. */
  void load(Snapshot snapshot) {
    SnapshotFit.check(parameters, kept.keySet(), averages != null, snapshot);
    showAverage(false);
    kept.values().forEach(block -> block.zero(0, size));
    for (Parameter parameter : parameters) {
      String name = parameter.name();
      float[] data = snapshot.tensor(name).data();
      Tensor average = snapshot.tensors().get(Snapshot.AVERAGE_PREFIX + name);
      float[] averaged = average == null ? data : average.data();
      if (!parameter.role().trainable()) {
        System.arraycopy(data, 0, statistic(name), 0, data.length);
        if (averages != null) {
          averages.put(name, averaged);
        }
        continue;
      }
      values.put(offset(name), data, data.length);
      if (averages != null) {
        averages.put(offset(name), averaged);
      }
      kept.forEach(
          (prefix, block) -> {
            Tensor tensor = snapshot.tensors().get(prefix + name);
            if (tensor != null) {
              block.put(offset(name), tensor.data(), data.length);
            }
          });
    }
  }

  /** Copy everything that training changes. */
  Snapshot snapshot(long step) {
    showAverage(false);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Parameter p : parameters) {
      boolean trainable = p.role().trainable();
      float[] data = trainable ? copy(values, p) : statistic(p.name()).clone();
      tensors.put(p.name(), new Tensor(p.shape(), data));
    }
    kept.forEach(
        (prefix, block) ->
            trainable()
                .forEach(
                    p -> tensors.put(prefix + p.name(), new Tensor(p.shape(), copy(block, p)))));
    if (averages != null) {
      for (Parameter p : parameters) {
        boolean trainable = p.role().trainable();
        float[] data =
            trainable ? copy(averages.values(), p) : averages.statistic(p.name()).clone();
        tensors.put(Snapshot.AVERAGE_PREFIX + p.name(), new Tensor(p.shape(), data));
      }
    }
    return new Snapshot(step, tensors);
  }

  private List<Parameter> trainable() {
    return parameters.stream().filter(p -> p.role().trainable()).toList();
  }

  private float[] copy(Floats block, Parameter parameter) {
    int offset = offset(parameter.name());
    return block.toArray(offset, offset + parameter.size());
  }

  @Override
  public void close() {
    values.close();
    kept.values().forEach(Floats::close);
    gradients.forEach(Floats::close);
    if (decays != null) {
      decays.close();
    }
    if (averages != null) {
      averages.close();
    }
  }
}
