package org.paperclaims.harness.engine.dl4j;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.Window;

/**
 * A convolution of the whole batch, group by group. A linear map is a convolution of one pixel.
 *
 * @param shape of the input, as the convolution sees it
 */
record ConvOps(
    String name,
    OpMachine machine,
    DeviceSlot in,
    DeviceSlot out,
    Shape shape,
    Window window,
    int groups,
    boolean bias,
    List<NativeOperation> forwards,
    List<NativeOperation> backwards)
    implements OpStep {
  static ConvOps of(Node.Conv n, OpMachine machine, DeviceSlot in, Shape out) {
    return of(n.name(), machine, in, out, in.shape(), n.window(), n.groups(), n.bias());
  }

  static ConvOps of(Node.Linear n, OpMachine machine, DeviceSlot in) {
    Shape from = Shape.vector(n.in());
    Shape to = Shape.vector(n.out());
    return of(n.name(), machine, in, to, from, Window.square(1, 1, 0), 1, n.bias());
  }

  private static ConvOps of(
      String name,
      OpMachine machine,
      DeviceSlot in,
      Shape out,
      Shape from,
      Window window,
      int groups,
      boolean bias) {
    long[] arguments = {
      window.kernelHeight(),
      window.kernelWidth(),
      window.strideHeight(),
      window.strideWidth(),
      window.padHeight(),
      window.padWidth(),
      1,
      1,
      // Padding as given, channels first, weights out x in x height x width.
      0,
      0,
      1
    };
    Operations ops = machine.ops();
    List<NativeOperation> forwards = new ArrayList<>();
    List<NativeOperation> backwards = new ArrayList<>();
    int more = bias ? 1 : 0;
    for (int g = 0; g < groups; g++) {
      forwards.add(ops.prepare("conv2d", 2 + more, 1, new double[0], arguments));
      backwards.add(ops.prepare("conv2d_bp", 3 + more, 2 + more, new double[0], arguments));
    }
    return new ConvOps(
        name, machine, in, DeviceSlot.output(out), from, window, groups, bias, forwards, backwards);
  }

  @Override
  public void forward(Pass pass) {
    int n = pass.examples();
    for (int g = 0; g < groups; g++) {
      NativeOperation operation =
          forwards
              .get(g)
              .input(0, images(in.value(), n, shape, g))
              .input(1, weight(machine.weights().values(), g));
      if (bias) {
        operation.input(2, bias(machine.weights().values(), g));
      }
      operation.output(0, images(out.value(), n, out.shape(), g)).run();
    }
  }

  @Override
  public void backward(Pass pass, DeviceFloats gradient) {
    if (in.needsGradient()) {
      in.give(machine, pass.examples(), to -> backward(pass, gradient, to));
      return;
    }
    // The operation always computes the input's gradient: where nobody wants it, it goes nowhere.
    DeviceFloats nowhere = machine.pool().take(in.size());
    backward(pass, gradient, nowhere);
    machine.pool().release(in.size(), nowhere);
  }

  private void backward(Pass pass, DeviceFloats gradient, DeviceFloats to) {
    int n = pass.examples();
    OpWeights weights = machine.weights();
    for (int g = 0; g < groups; g++) {
      NativeOperation operation =
          backwards
              .get(g)
              .input(0, images(in.value(), n, shape, g))
              .input(1, weight(weights.values(), g));
      if (bias) {
        operation.input(2, bias(weights.values(), g));
      }
      operation
          .input(bias ? 3 : 2, images(gradient, n, out.shape(), g))
          .output(0, images(to, n, shape, g))
          .output(1, weight(weights.gradients(), g));
      if (bias) {
        operation.output(2, bias(weights.gradients(), g));
      }
      operation.run();
    }
  }

  private INDArray images(DeviceFloats memory, int examples, Shape of, int group) {
    long channels = of.channels() / groups;
    long plane = (long) of.height() * of.width();
    return memory.strided(
        group * channels * plane,
        new long[] {examples, channels, of.height(), of.width()},
        new long[] {of.size(), plane, of.width(), 1});
  }

  private INDArray weight(DeviceFloats memory, int group) {
    long outputs = out.shape().channels() / groups;
    long inputs = shape.channels() / groups;
    long size = outputs * inputs * window.kernelHeight() * window.kernelWidth();
    return memory.array(
        machine.weights().offset(name + ".weight") + group * size,
        outputs,
        inputs,
        window.kernelHeight(),
        window.kernelWidth());
  }

  private INDArray bias(DeviceFloats memory, int group) {
    long outputs = out.shape().channels() / groups;
    return memory.array(machine.weights().offset(name + ".bias") + group * outputs, outputs);
  }
}
