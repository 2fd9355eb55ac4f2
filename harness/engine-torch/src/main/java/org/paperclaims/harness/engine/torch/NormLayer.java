package org.paperclaims.harness.engine.torch;

import java.nio.FloatBuffer;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import org.paperclaims.harness.engine.plan.NormPlace;

/**
 * A batch normalisation by the statistics of the whole batch, with the sum and the rectifier that
 * follow it, if they do and nobody else reads what is between.
 */
final class NormLayer implements Layer {
  private final int slice;
  private final Norm norm;
  private final Team team;
  private final NormKernel kernel;
  private final NormPlace place;
  private final FloatBuffer gamma;
  private final FloatBuffer beta;
  private final FloatBuffer runningMean;
  private final FloatBuffer runningVariance;
  private final float[] mean;
  private final float[] scale;
  private final float[] shift;
  private final double[] inverse;

  NormLayer(int slice, Norm norm, Team team, NormKernel kernel, Weights weights) {
    this.slice = slice;
    this.norm = norm;
    this.team = team;
    this.kernel = kernel;
    this.place = norm.place();
    String name = place.node().name();
    this.gamma = Numbers.of(weights.get(name + ".gamma"));
    this.beta = Numbers.of(weights.get(name + ".beta"));
    this.runningMean = Numbers.of(weights.get(name + ".mean"));
    this.runningVariance = Numbers.of(weights.get(name + ".variance"));
    int channels = place.node().channels();
    this.mean = new float[channels];
    this.scale = new float[channels];
    this.shift = new float[channels];
    this.inverse = new double[channels];
  }

  @Override
  public void forward(Pass pass) {
    Tensor x = Numbers.channelsInnermost(pass.value(place.input()));
    pass.put(place.input(), x);
    FloatBuffer numbers = Numbers.of(x);
    int channels = place.node().channels();
    norm.rows()[slice] = numbers.capacity() / channels;
    kernel.moments(numbers, norm.means()[slice], norm.squares()[slice]);
    team.meet();
    long rows = norm.rows(pass.active());
    for (int c = 0; c < channels; c++) {
      double average = norm.mean(c, pass.active());
      double squares = norm.squares(c, pass.active());
      inverse[c] = 1 / Math.sqrt(squares / rows + place.node().epsilon());
      mean[c] = (float) average;
      scale[c] = (float) (gamma.get(c) * inverse[c]);
      shift[c] = (float) (beta.get(c) - average * scale[c]);
      if (slice == 0) {
        move(runningMean, c, average);
        // One number has no variance, and none to correct.
        move(runningVariance, c, squares / Math.max(1, rows - 1));
      }
    }
    Tensor out = torch.empty_like(x);
    kernel.normalise(numbers, sum(pass), place.rectify(), scale, shift, Numbers.of(out));
    pass.put(place.output(), out);
  }

  private @Nullable FloatBuffer sum(Pass pass) {
    if (!place.adds()) {
      return null;
    }
    Tensor other = Numbers.channelsInnermost(pass.value(place.added()));
    pass.put(place.added(), other);
    return Numbers.of(other);
  }

  private void move(FloatBuffer running, int channel, double found) {
    double momentum = place.node().momentum();
    running.put(channel, (float) (momentum * found + (1 - momentum) * running.get(channel)));
  }

  @Override
  public void backward(Pass pass) {
    Tensor x = pass.value(place.input());
    Reached reached = reached(pass);
    FloatBuffer numbers = Numbers.of(x);
    FloatBuffer gradient = Numbers.of(reached.gradient());
    kernel.gather(gradient, numbers, mean, norm.sums()[slice], norm.products()[slice]);
    team.meet();
    int channels = place.node().channels();
    double rows = norm.rows(pass.active());
    float[] curve = new float[channels];
    float[] offset = new float[channels];
    float[] ofGamma = new float[channels];
    float[] ofBeta = new float[channels];
    for (int c = 0; c < channels; c++) {
      double sum = Norm.total(norm.sums(), c, pass.active());
      double product = Norm.total(norm.products(), c, pass.active());
      curve[c] = (float) (-scale[c] * inverse[c] * inverse[c] * product / rows);
      offset[c] = (float) (-scale[c] * sum / rows);
      ofGamma[c] = (float) (norm.products()[slice][c] * inverse[c]);
      ofBeta[c] = (float) norm.sums()[slice][c];
    }
    Tensor spread = place.adds() || !reached.owned() ? reached.spare() : reached.gradient();
    kernel.spread(gradient, numbers, mean, scale, curve, offset, Numbers.of(spread));
    pass.give(place.input(), spread, true);
    if (place.adds()) {
      pass.give(place.added(), reached.gradient(), reached.owned());
    }
    String name = place.node().name();
    pass.giveParameter(name + ".gamma", tensor(ofGamma));
    pass.giveParameter(name + ".beta", tensor(ofBeta));
  }

  /**
   * The gradient of the sum, or of the normalised numbers where nothing is added.
   *
   * @param owned whether it may be overwritten
   * @param other memory for a second gradient, if there is some that nobody reads any more
   */
  private record Reached(Tensor gradient, boolean owned, @Nullable Tensor other) {
    Tensor spare() {
      return other == null ? torch.empty_like(gradient) : other;
    }
  }

  private Reached reached(Pass pass) {
    Reached reached = summed(pass);
    if (!place.rectify()) {
      return reached;
    }
    Tensor gradient = reached.gradient();
    Tensor out = pass.value(place.output());
    Scalar zero = new Scalar(0);
    Tensor kept =
        reached.owned()
            ? torch.threshold_backward_out(gradient, gradient, out, zero)
            : torch.threshold_backward(gradient, out, zero);
    return new Reached(kept, true, reached.other());
  }

  /** Add up what the readers of the outcome gave. */
  private Reached summed(Pass pass) {
    List<Pass.Gradient> parts = pass.takeParts(place.output(), 2);
    if (parts.isEmpty()) {
      return new Reached(torch.zeros_like(pass.value(place.output())), true, null);
    }
    Pass.Gradient one = parts.get(0);
    if (parts.size() == 1) {
      return new Reached(Numbers.channelsInnermost(one.tensor()), one.owned(), null);
    }
    Pass.Gradient two = parts.get(1);
    if (two.owned() && !one.owned()) {
      one = two;
      two = parts.get(0);
    }
    Tensor sum = Numbers.channelsInnermost(one.tensor());
    Tensor more = Numbers.channelsInnermost(two.tensor());
    return new Reached(
        one.owned() ? sum.add_(more) : sum.add(more), true, two.owned() ? more : null);
  }

  private static Tensor tensor(float[] numbers) {
    return torch.from_blob(new FloatPointer(numbers), numbers.length);
  }
}
