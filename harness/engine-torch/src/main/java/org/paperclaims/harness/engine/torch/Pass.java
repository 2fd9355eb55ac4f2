package org.paperclaims.harness.engine.torch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The values that one slice has computed of a step: values of slots, their gradients and the
 * parameters'.
 */
final class Pass {
  private final int active;
  private final @Nullable Tensor[] values;
  private final List<List<Gradient>> gradients = new ArrayList<>();
  private final Map<String, Tensor> ofParameters = new HashMap<>();

  /**
   * A gradient, or a part of one.
   *
   * @param owned whether whoever takes it may overwrite it
   */
  record Gradient(Tensor tensor, boolean owned) {}

  /**
   * Begin a step.
   *
   * @param active how many slices take part in it
   */
  Pass(int slots, int active) {
    this.active = active;
    this.values = new Tensor[slots];
    for (int slot = 0; slot < slots; slot++) {
      gradients.add(new ArrayList<>(2));
    }
  }

  int active() {
    return active;
  }

  /** Give what was put into a slot. */
  Tensor value(int slot) {
    Tensor value = values[slot];
    if (value == null) {
      throw new IllegalStateException("slot " + slot + " is empty");
    }
    return value;
  }

  void put(int slot, Tensor value) {
    values[slot] = value;
  }

  /** Free a value that nobody reads any more. */
  void drop(int slot) {
    Tensor value = values[slot];
    values[slot] = null;
    if (value != null) {
      value.close();
    }
  }

  /** Say what one reader of a slot adds to its gradient. The input of the network wants none. */
  void give(int slot, Tensor gradient, boolean owned) {
    if (wantsGradient(slot)) {
      gradients.get(slot).add(new Gradient(gradient, owned));
    }
  }

  /** Tell whether anything that is trained depends on a slot's gradient. */
  static boolean wantsGradient(int slot) {
    return slot != 0;
  }

  /** Take a slot's gradient as one tensor, or null if no loss depends on the slot. */
  @Nullable Gradient take(int slot) {
    List<Gradient> parts = takeParts(slot, 1);
    return parts.isEmpty() ? null : parts.get(0);
  }

  /** Take a slot's gradient as a sum of at most that many tensors. */
  List<Gradient> takeParts(int slot, int most) {
    List<Gradient> parts = gradients.get(slot);
    while (parts.size() > most) {
      Gradient a = parts.remove(parts.size() - 1);
      Gradient b = parts.remove(parts.size() - 1);
      parts.add(sum(a, b));
    }
    return parts;
  }

  private static Gradient sum(Gradient a, Gradient b) {
    if (a.owned()) {
      return new Gradient(a.tensor().add_(b.tensor()), true);
    } else if (b.owned()) {
      return new Gradient(b.tensor().add_(a.tensor()), true);
    }
    return new Gradient(a.tensor().add(b.tensor(), new Scalar(1)), true);
  }

  /** Say what the gradient of a parameter is. */
  void giveParameter(String name, Tensor gradient) {
    ofParameters.put(name, gradient);
  }

  /** Give the gradient of a parameter, or null if no loss depends on it. */
  @Nullable Tensor ofParameter(String name) {
    return ofParameters.get(name);
  }
}
