package org.paperclaims.harness.engine.torch;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorType;
import org.bytedeco.pytorch.Type;

/**
 * A step of gradient descent in one kernel, which reads and writes every number once: libtorch's
 * {@code _fused_sgd_}, at a rate that lies on the device. JavaCPP does not map it by its name, so
 * it is called through libtorch's table of operators.
 */
final class FusedDescent {
  private final OperatorHandle operator;
  private final Type.TypePtr tensors;

  /** Find the operator, within a native call; what is found is never freed. */
  private FusedDescent() {
    this.operator = Dispatcher.singleton().findSchemaOrThrow("aten::_fused_sgd_", "tensor_lr");
    this.operator.retainReference();
    this.tensors = new Type.TypePtr(TensorType.get());
    this.tensors.retainReference();
  }

  /** The operator is looked for on first use, when the library is loaded. */
  private static final class Found {
    static final FusedDescent IT = new FusedDescent();
  }

  /** Take one step; the gradients are left as they are. */
  @SuppressWarnings("try") // the scope works by being open
  static void apply(
      SgdDescent descent, Tensor values, Tensor gradients, Tensor momenta, Tensor rate) {
    try (PointerScope scope = new PointerScope()) {
      Found.IT.call(descent, values, gradients, momenta, rate);
    }
  }

  private void call(
      SgdDescent descent, Tensor values, Tensor gradients, Tensor momenta, Tensor rate) {
    double dampening = 0;
    boolean maximize = false;
    boolean first = false;
    IValue nothing = new IValue();
    operator.callBoxed(
        new IValueVector(
            list(values),
            list(gradients),
            list(momenta),
            new IValue(descent.weightDecay()),
            new IValue(descent.sgd().momentum()),
            new IValue(rate),
            new IValue(dampening),
            new IValue(descent.sgd().nesterov()),
            new IValue(maximize),
            new IValue(first),
            nothing,
            nothing));
  }

  private IValue list(Tensor tensor) {
    GenericList list = new GenericList(tensors);
    list.push_back(new IValue(tensor));
    return new IValue(list);
  }
}
