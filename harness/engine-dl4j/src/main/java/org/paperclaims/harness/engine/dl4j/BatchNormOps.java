package org.paperclaims.harness.engine.dl4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.paperclaims.architectures.Node;

/** Batch normalisation. */
final class BatchNormOps implements OpStep {
  private final Node.BatchNorm node;
  private final OpMachine machine;
  private final DeviceSlot in;
  private final DeviceSlot out;
  private final DeviceFloats mean;
  private final DeviceFloats variance;
  private final DeviceFloats ofMean;
  private final DeviceFloats ofVariance;
  private final NativeOperation normalise;
  private final NativeOperation derive;

  BatchNormOps(Node.BatchNorm node, OpMachine machine, DeviceSlot in) {
    this.node = node;
    this.machine = machine;
    this.in = in;
    this.out = DeviceSlot.output(in.shape());
    mean = new DeviceFloats(node.channels());
    variance = new DeviceFloats(node.channels());
    ofMean = new DeviceFloats(node.channels());
    ofVariance = new DeviceFloats(node.channels());
    // Scaled, shifted, and the channels are dimension 1.
    double[] epsilon = {node.epsilon()};
    normalise = machine.ops().prepare("batchnorm", 5, 1, epsilon, 1, 1, 1);
    derive = machine.ops().prepare("batchnorm_bp", 6, 5, epsilon, 1, 1, 1);
  }

  @Override
  public DeviceSlot out() {
    return out;
  }

  @Override
  public void forward(Pass pass) {
    int n = pass.examples();
    INDArray m = mean.vector(node.channels());
    INDArray v = variance.vector(node.channels());
    if (pass.batchStatistics()) {
      measure(n, m, v);
    } else {
      m = running(".mean");
      v = running(".variance");
    }
    OpWeights weights = machine.weights();
    normalise
        .input(0, in.images(n))
        .input(1, m)
        .input(2, v)
        .input(3, tensor(weights.values(), ".gamma"))
        .input(4, tensor(weights.values(), ".beta"))
        .output(0, out.images(n))
        .run();
    if (pass.training()) {
      double count = (double) n * in.size() / node.channels();
      move(running(".mean"), m, 1);
      move(running(".variance"), v, count > 1 ? count / (count - 1) : 1);
    }
  }

  private void measure(int n, INDArray m, INDArray v) {
    Operations ops = machine.ops();
    DeviceFloats scratch = machine.pool().take(in.size());
    INDArray centred = scratch.images(n, in.shape());
    INDArray byChannel = mean.array(0, 1, node.channels(), 1, 1);
    ops.mean(in.images(n), m, 0, 2, 3);
    ops.subtract(in.images(n), byChannel, centred);
    // Sums are of float32: the mean that is left is added, which gives the digits back that a large
    // mean has cost.
    INDArray left = ofMean.vector(node.channels());
    ops.mean(centred, left, 0, 2, 3);
    ops.add(m, left, m);
    ops.subtract(in.images(n), byChannel, centred);
    ops.multiply(centred, centred, centred);
    ops.mean(centred, v, 0, 2, 3);
    machine.pool().release(in.size(), scratch);
  }

  private void move(INDArray running, INDArray towards, double factor) {
    machine.ops().scale(running, 1 - node.momentum(), running);
    machine.ops().addScaled(node.momentum() * factor, towards, running);
  }

  @Override
  public void backward(Pass pass, DeviceFloats gradient) {
    int n = pass.examples();
    if (in.needsGradient()) {
      in.give(machine, n, to -> derive(n, gradient, to));
      return;
    }
    DeviceFloats nowhere = machine.pool().take(in.size());
    derive(n, gradient, nowhere);
    machine.pool().release(in.size(), nowhere);
  }

  private void derive(int n, DeviceFloats gradient, DeviceFloats to) {
    OpWeights weights = machine.weights();
    derive
        .input(0, in.images(n))
        .input(1, mean.vector(node.channels()))
        .input(2, variance.vector(node.channels()))
        .input(3, tensor(weights.values(), ".gamma"))
        .input(4, tensor(weights.values(), ".beta"))
        .input(5, gradient.images(n, in.shape()))
        .output(0, to.images(n, in.shape()))
        .output(1, ofMean.vector(node.channels()))
        .output(2, ofVariance.vector(node.channels()))
        .output(3, tensor(weights.gradients(), ".gamma"))
        .output(4, tensor(weights.gradients(), ".beta"))
        .run();
  }

  private INDArray running(String name) {
    return tensor(machine.weights().values(), name);
  }

  private INDArray tensor(DeviceFloats memory, String name) {
    return memory.array(machine.weights().offset(node.name() + name), node.channels());
  }

  @Override
  public void close() {
    mean.close();
    variance.close();
    ofMean.close();
    ofVariance.close();
  }
}
