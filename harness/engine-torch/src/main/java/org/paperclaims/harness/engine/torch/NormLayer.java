package org.paperclaims.harness.engine.torch;

import java.nio.FloatBuffer;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

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

  /** Lay a tensor out with its channels innermost, if it is not. */
  private static Tensor channelsInnermost(Tensor tensor) {
    torch.MemoryFormat format =
        tensor.dim() == 4 ? torch.MemoryFormat.ChannelsLast : torch.MemoryFormat.Contiguous;
    return tensor.is_contiguous(format) ? tensor : tensor.contiguous(format);
  }

  @Override
  public void forward(Pass pass) {
    Tensor x = channelsInnermost(pass.value(place.input()));
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
        move(runningVariance, c, squares / (rows - 1));
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
    Tensor other = channelsInnermost(pass.value(place.added()));
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
    Parts parts = parts(pass);
    boolean changes = place.rectify() || parts.more() != null;
    Tensor reached =
        !changes || parts.owned() ? parts.gradient() : torch.empty_like(parts.gradient());
    kernel.gather(
        Numbers.of(parts.gradient()),
        parts.more() == null ? null : Numbers.of(parts.more()),
        place.rectify() ? Numbers.of(pass.value(place.output())) : null,
        Numbers.of(x),
        mean,
        Numbers.of(reached),
        norm.sums()[slice],
        norm.products()[slice]);
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
    boolean overwrite = !place.adds() && (parts.owned() || changes);
    Tensor spread = overwrite ? reached : torch.empty_like(reached);
    kernel.spread(
        Numbers.of(reached), Numbers.of(x), mean, scale, curve, offset, Numbers.of(spread));
    pass.give(place.input(), spread, true);
    if (place.adds()) {
      pass.give(place.added(), reached, parts.owned() || changes);
    }
    String name = place.node().name();
    pass.giveParameter(name + ".gamma", tensor(ofGamma));
    pass.giveParameter(name + ".beta", tensor(ofBeta));
  }

  /** The gradient of what was put out, as one tensor or a sum of two. */
  private record Parts(Tensor gradient, @Nullable Tensor more, boolean owned) {}

  private Parts parts(Pass pass) {
    List<Pass.Gradient> parts = pass.takeParts(place.output(), 2);
    if (parts.isEmpty()) {
      return new Parts(torch.zeros_like(pass.value(place.output())), null, true);
    }
    Pass.Gradient one = parts.get(0);
    Pass.Gradient two = parts.size() > 1 ? parts.get(1) : null;
    if (two != null && two.owned() && !one.owned()) {
      Pass.Gradient swapped = one;
      one = two;
      two = swapped;
    }
    Tensor gradient = channelsInnermost(one.tensor());
    return new Parts(gradient, two == null ? null : channelsInnermost(two.tensor()), one.owned());
  }

  private static Tensor tensor(float[] numbers) {
    return torch.from_blob(new FloatPointer(numbers), numbers.length);
  }
}
