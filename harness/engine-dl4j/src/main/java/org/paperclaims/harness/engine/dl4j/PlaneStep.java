package org.paperclaims.harness.engine.dl4j;

import java.util.Arrays;
import org.paperclaims.architectures.Shape;

/** An operation whose channels' planes do not mix: each output plane comes from one input plane. */
abstract class PlaneStep implements Step {
  private static final int LEAST_WORK = 1 << 14;

  private final Machine machine;
  private final Slot in;
  private final Slot out;
  private final int firstChannel;

  /**
   * Make a step.
   *
   * @param firstChannel the output channel of the input's channel 0; output channels without an
   *     input channel are zero
   */
  PlaneStep(Machine machine, Slot in, Shape shape, int firstChannel) {
    this.machine = machine;
    this.in = in;
    this.out = new Slot(shape);
    this.firstChannel = firstChannel;
  }

  @Override
  public final Slot out() {
    return out;
  }

  /** Compute an output plane. */
  abstract void forward(float[] x, float[] y);

  /** Add to the gradient of an input plane. */
  abstract void backward(float[] x, float[] y, float[] dy, float[] dx);

  @Override
  public final void forward(Pass pass) {
    int inPlane = in.shape().height() * in.shape().width();
    int outPlane = out.shape().height() * out.shape().width();
    int inChannels = in.shape().channels();
    int outChannels = out.shape().channels();
    machine
        .workers()
        .split(
            pass.examples() * outChannels,
            grain(inPlane),
            (part, from, to, s) -> {
              float[] x = new float[inPlane];
              float[] y = new float[outPlane];
              float[] zeros = new float[outPlane];
              for (int i = from; i < to; i++) {
                int channel = i % outChannels - firstChannel;
                if (channel < 0 || channel >= inChannels) {
                  out.value().put(i * outPlane, zeros, outPlane);
                  continue;
                }
                in.value().get((i / outChannels * inChannels + channel) * inPlane, x, inPlane);
                forward(x, y);
                out.value().put(i * outPlane, y, outPlane);
              }
            });
  }

  @Override
  public final void backward(Pass pass) {
    Floats gradient = out.takeGradient();
    boolean accumulate = in.hasGradient();
    Floats result = in.gradient(machine.gradients());
    int inPlane = in.shape().height() * in.shape().width();
    int outPlane = out.shape().height() * out.shape().width();
    int inChannels = in.shape().channels();
    int outChannels = out.shape().channels();
    machine
        .workers()
        .split(
            pass.examples() * inChannels,
            grain(inPlane),
            (part, from, to, s) -> {
              float[] x = new float[inPlane];
              float[] y = new float[outPlane];
              float[] dy = new float[outPlane];
              float[] dx = new float[inPlane];
              for (int i = from; i < to; i++) {
                int there = i / inChannels * outChannels + i % inChannels + firstChannel;
                in.value().get(i * inPlane, x, inPlane);
                out.value().get(there * outPlane, y, outPlane);
                gradient.get(there * outPlane, dy, outPlane);
                if (accumulate) {
                  result.get(i * inPlane, dx, inPlane);
                } else {
                  Arrays.fill(dx, 0);
                }
                backward(x, y, dy, dx);
                result.put(i * inPlane, dx, inPlane);
              }
            });
    machine.gradients().release(out.size(), gradient);
  }

  private static int grain(int plane) {
    return Math.max(1, LEAST_WORK / plane);
  }
}
