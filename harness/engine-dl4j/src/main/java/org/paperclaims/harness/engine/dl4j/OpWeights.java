package org.paperclaims.harness.engine.dl4j;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Parameter;
import org.paperclaims.harness.engine.LearningRule;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.engine.Tensor;

/**
 * A network's tensors in one piece of device memory: first all trainable ones, which have gradients
 * and whatever a learning rule keeps in the same order, then the running statistics. So a step of
 * the rule is a few operations, and a snapshot a few copies.
 */
final class OpWeights implements AutoCloseable {
  /** Every tensor begins at a multiple of so many numbers, as fast kernels of GPUs want it. */
  private static final int ALIGNMENT = 64;

  private final List<Parameter> parameters;
  private final LearningRule rule;
  private final Map<String, Integer> offsets = new LinkedHashMap<>();
  private final int trained;
  private final int size;
  private final DeviceFloats values;
  private final DeviceFloats gradients;

  /**
   * The state that the learning rule keeps of every trainable number, by the prefix of its name.
   */
  private final Map<String, DeviceFloats> kept = new LinkedHashMap<>();

  private final @Nullable OpAverages averages;

  OpWeights(Network network, LearningRule rule) {
    this.parameters = network.parameters();
    this.rule = rule;
    trained = place(true, 0);
    size = place(false, trained);
    values = new DeviceFloats(size);
    gradients = new DeviceFloats(trained);
    kept.put(Snapshot.MOMENTUM_PREFIX, new DeviceFloats(trained));
    if (rule.optimiser().keepsSquares()) {
      kept.put(Snapshot.SQUARES_PREFIX, new DeviceFloats(trained));
    }
    averages = rule.averages() ? new OpAverages(size) : null;
  }

  private int place(boolean trainable, int start) {
    int next = start;
    for (Parameter p : parameters) {
      if (p.role().trainable() == trainable) {
        offsets.put(p.name(), next);
        next = Math.addExact(next, Math.floorDiv(p.size() + ALIGNMENT - 1, ALIGNMENT) * ALIGNMENT);
      }
    }
    return next;
  }

  /** Give all tensors, the running statistics too. */
  DeviceFloats values() {
    return values;
  }

  /** Give the gradients, which begin as the values do. */
  DeviceFloats gradients() {
    return gradients;
  }

  /** Give what the rule keeps of trainable numbers; null if it keeps nothing of the kind. */
  @Nullable DeviceFloats kept(String prefix) {
    return kept.get(prefix);
  }

  @Nullable OpAverages averages() {
    return averages;
  }

  /** Count the trainable numbers, with the gaps between their tensors. */
  int trained() {
    return trained;
  }

  /** Tell where a tensor begins. */
  int offset(String name) {
    Integer offset = offsets.get(name);
    if (offset == null) {
      throw new IllegalStateException("no tensor " + name);
    }
    return offset;
  }

  /** Give the weight decay of every trainable number where slopes do not decay. */
  float[] decays() {
    float[] decays = new float[trained];
    for (Parameter p : parameters) {
      if (p.role().trainable() && p.role() != Parameter.Role.SLOPE) {
        int start = offset(p.name());
        Arrays.fill(decays, start, start + p.size(), (float) rule.weightDecay());
      }
    }
    return decays;
  }

  void load(Snapshot snapshot) {
    SnapshotFit.check(parameters, kept.keySet(), averages != null, snapshot);
    if (averages != null) {
      averages.load(collect(snapshot, Snapshot.AVERAGE_PREFIX, size, true));
    }
    values.put(collect(snapshot, "", size, true));
    kept.forEach((prefix, block) -> block.put(collect(snapshot, prefix, trained, false)));
  }

  /**
   * Lay tensors out as the device has them.
   *
   * @param orValues take the weights' own numbers for what is left out, and not zero
   */
  private float[] collect(Snapshot snapshot, String prefix, int length, boolean orValues) {
    float[] numbers = new float[length];
    for (Parameter p : parameters) {
      Tensor tensor = snapshot.tensors().get(prefix + p.name());
      if (tensor == null && orValues) {
        tensor = snapshot.tensor(p.name());
      }
      if (tensor != null) {
        System.arraycopy(tensor.data(), 0, numbers, offset(p.name()), p.size());
      }
    }
    return numbers;
  }

  Snapshot snapshot(long step) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    spread(values.toArray(size), "", false, tensors);
    kept.forEach((prefix, block) -> spread(block.toArray(trained), prefix, true, tensors));
    if (averages != null) {
      spread(averages.toArray(), Snapshot.AVERAGE_PREFIX, false, tensors);
    }
    return new Snapshot(step, tensors);
  }

  private void spread(
      float[] numbers, String prefix, boolean trainableOnly, Map<String, Tensor> tensors) {
    for (Parameter p : parameters) {
      if (p.role().trainable() || !trainableOnly) {
        int start = offset(p.name());
        float[] data = Arrays.copyOfRange(numbers, start, start + p.size());
        tensors.put(prefix + p.name(), new Tensor(p.shape(), data));
      }
    }
  }

  @Override
  public void close() {
    values.close();
    gradients.close();
    kept.values().forEach(DeviceFloats::close);
    if (averages != null) {
      averages.close();
    }
  }
}
