package org.paperclaims.harness.engine.dl4j;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.Window;

/**
 * A convolution through ND4J's {@code conv2d}, which is oneDNN on the CPU and cuDNN on a GPU. A
 * linear map is a convolution of one pixel. Each worker takes part of the batch, and the groups of
 * a grouped convolution one after another.
 */
final class ConvStep implements Step {
  private final Machine machine;
  private final Slot in;
  private final Slot out;
  private final Shape from;
  private final int outChannels;
  private final Window window;
  private final int groups;
  private final boolean bias;
  private final int weightAt;
  private final int biasAt;
  private final boolean inputNeedsGradient;
  private final List<NativeOperation> forwards = new ArrayList<>();
  private final List<NativeOperation> backwards = new ArrayList<>();

  private ConvStep(
      String name,
      Machine machine,
      Slot in,
      Slot out,
      Shape from,
      Window window,
      int groups,
      boolean bias,
      boolean inputNeedsGradient) {
    this.machine = machine;
    this.in = in;
    this.out = out;
    this.from = from;
    this.outChannels = out.shape().channels();
    this.window = window;
    this.groups = groups;
    this.bias = bias;
    this.weightAt = machine.weights().offset(name + ".weight");
    this.biasAt = bias ? machine.weights().offset(name + ".bias") : 0;
    this.inputNeedsGradient = inputNeedsGradient;
    for (int i = 0; i < machine.workers().threads() * groups; i++) {
      forwards.add(operation("conv2d", bias ? 3 : 2, 1));
      backwards.add(operation("conv2d_bp", bias ? 4 : 3, bias ? 3 : 2));
    }
  }

  static ConvStep of(Node.Conv n, Machine machine, Slot in, Shape shape, boolean needsGradient) {
    return new ConvStep(
        n.name(),
        machine,
        in,
        new Slot(shape),
        in.shape(),
        n.window(),
        n.groups(),
        n.bias(),
        needsGradient);
  }

  static ConvStep of(Node.Linear n, Machine machine, Slot in, boolean needsGradient) {
    return new ConvStep(
        n.name(),
        machine,
        in,
        new Slot(Shape.vector(n.out())),
        Shape.vector(n.in()),
        Window.square(1, 1, 0),
        1,
        n.bias(),
        needsGradient);
  }

  private NativeOperation operation(String name, int inputs, int outputs) {
    // The last three: padding as given, channels first, weights out x in x height x width.
    return new NativeOperation(
        name,
        inputs,
        outputs,
        window.kernelHeight(),
        window.kernelWidth(),
        window.strideHeight(),
        window.strideWidth(),
        window.padHeight(),
        window.padWidth(),
        1,
        1,
        0,
        0,
        1);
  }

  @Override
  public Slot out() {
    return out;
  }

  @Override
  public void forward(Pass pass) {
    machine
        .workers()
        .split(
            pass.examples(),
            1,
            (part, first, last, s) -> {
              for (int g = 0; g < groups; g++) {
                NativeOperation operation =
                    forwards
                        .get(part * groups + g)
                        .input(0, input(in.value(), first, last, g))
                        .input(1, weight(machine.weights().values(), g));
                if (bias) {
                  operation.input(2, bias(machine.weights().values(), g));
                }
                operation.output(0, output(out.value(), first, last, g)).run();
              }
            });
  }

  @Override
  public void backward(Pass pass) {
    Floats dy = out.takeGradient();
    boolean accumulate = in.hasGradient();
    // The operation always computes the input's gradient: where nobody wants it, it goes nowhere.
    Floats dx =
        accumulate || !inputNeedsGradient
            ? machine.gradients().take(in.size())
            : in.gradient(machine.gradients());
    int parts = Math.min(machine.workers().threads(), pass.examples());
    machine
        .workers()
        .split(
            pass.examples(),
            1,
            (part, first, last, s) -> {
              Floats gradients = machine.weights().gradients(part);
              for (int g = 0; g < groups; g++) {
                NativeOperation operation =
                    backwards
                        .get(part * groups + g)
                        .input(0, input(in.value(), first, last, g))
                        .input(1, weight(machine.weights().values(), g));
                if (bias) {
                  operation.input(2, bias(machine.weights().values(), g));
                }
                operation
                    .input(bias ? 3 : 2, output(dy, first, last, g))
                    .output(0, input(dx, first, last, g))
                    .output(1, weight(gradients, g));
                if (bias) {
                  operation.output(2, bias(gradients, g));
                }
                operation.run();
              }
            });
    for (int idle = parts; idle < machine.workers().threads(); idle++) {
      Floats gradients = machine.weights().gradients(idle);
      gradients.zero(weightAt, outChannels * weightsOfOutput());
      gradients.zero(biasAt, bias ? outChannels : 0);
    }
    machine.gradients().release(out.size(), dy);
    if (!inputNeedsGradient) {
      machine.gradients().release(in.size(), dx);
    } else if (accumulate) {
      AddStep.giveGradient(machine, in, dx, pass.examples());
    }
  }

  private int weightsOfOutput() {
    return from.channels() / groups * window.kernelHeight() * window.kernelWidth();
  }

  private INDArray input(Floats memory, int first, int last, int group) {
    return images(memory, first, last, from, group);
  }

  private INDArray output(Floats memory, int first, int last, int group) {
    return images(memory, first, last, out.shape(), group);
  }

  private INDArray images(Floats memory, int first, int last, Shape shape, int group) {
    int channels = shape.channels() / groups;
    return memory.images(
        (long) first * shape.size() + (long) group * channels * shape.height() * shape.width(),
        last - first,
        channels,
        shape.height(),
        shape.width(),
        shape.size());
  }

  private INDArray weight(Floats memory, int group) {
    int outputs = outChannels / groups;
    return memory.view(
        weightAt + (long) group * outputs * weightsOfOutput(),
        outputs,
        from.channels() / groups,
        window.kernelHeight(),
        window.kernelWidth());
  }

  private INDArray bias(Floats memory, int group) {
    int outputs = outChannels / groups;
    return memory.view(biasAt + (long) group * outputs, outputs);
  }

  @Override
  public void close() {
    forwards.forEach(NativeOperation::close);
    backwards.forEach(NativeOperation::close);
  }
}
