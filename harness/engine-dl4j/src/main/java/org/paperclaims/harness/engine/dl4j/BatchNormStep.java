package org.paperclaims.harness.engine.dl4j;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.paperclaims.architectures.Node;

/**
 * Batch normalisation, with the addition of a shortcut and the rectifier after it where nothing
 * else reads what lies between: {@code y = relu(norm(x) + shortcut)}.
 *
 * <p>Sums run over the examples first, pixel by pixel, which makes every loop one over neighbouring
 * numbers; the pixels of a channel are then added up in double precision. Each channel belongs to
 * one worker, so the number of threads does not change a bit.
 */
final class BatchNormStep implements Step {
  private static final int LEAST_WORK = 1 << 15;

  private final Node.BatchNorm node;
  private final Machine machine;
  private final Slot in;
  private final Slot out;
  private @Nullable Slot shortcut;
  private boolean relu;
  private final int channels;
  private final int plane;
  private final float[] mean;
  private final float[] inverseDeviation;

  BatchNormStep(Node.BatchNorm node, Machine machine, Slot in) {
    this.node = node;
    this.machine = machine;
    this.in = in;
    this.out = new Slot(in.shape());
    this.channels = node.channels();
    this.plane = in.size() / channels;
    this.mean = new float[channels];
    this.inverseDeviation = new float[channels];
  }

  @Override
  public Slot out() {
    return out;
  }

  boolean isBare() {
    return shortcut == null && !relu;
  }

  boolean hasRelu() {
    return relu;
  }

  /** Add another output before the rectifier. */
  void addShortcut(Slot other) {
    shortcut = other;
  }

  /** End with a rectifier. */
  void rectify() {
    relu = true;
  }

  private int grain(int examples) {
    return Math.max(1, LEAST_WORK / (examples * plane));
  }

  @Override
  public void forward(Pass pass) {
    float[] gamma = machine.weights().vector(node.name() + ".gamma", channels);
    float[] beta = machine.weights().vector(node.name() + ".beta", channels);
    float[] runningMean = machine.weights().statistic(node.name() + ".mean");
    float[] runningVariance = machine.weights().statistic(node.name() + ".variance");
    int examples = pass.examples();
    machine
        .workers()
        .split(
            channels,
            grain(examples),
            (part, from, to, s) -> {
              float[] scale = new float[to - from];
              float[] shift = new float[to - from];
              if (pass.batchStatistics()) {
                statistics(pass, from, to, s, runningMean, runningVariance);
              }
              for (int c = from; c < to; c++) {
                double m = mean[c];
                double inverse = inverseDeviation[c];
                if (!pass.batchStatistics()) {
                  m = runningMean[c];
                  inverse = 1 / Math.sqrt(runningVariance[c] + node.epsilon());
                }
                scale[c - from] = (float) (gamma[c] * inverse);
                shift[c - from] = (float) (beta[c] - m * gamma[c] * inverse);
              }
              apply(examples, from, to, s, scale, shift);
            });
  }

  private void statistics(
      Pass pass, int from, int to, Scratch s, float[] runningMean, float[] runningVariance) {
    int examples = pass.examples();
    Floats x = in.value();
    // Deviations are taken from the first example's mean: one pass is then as exact as two.
    double[] origin = new double[to - from];
    double[] sums = new double[to - from];
    double[] squares = new double[to - from];
    float[] around = new float[to - from];
    for (int i = from * plane; i < to * plane; i += Scratch.PIECE) {
      int n = Math.min(Scratch.PIECE, to * plane - i);
      x.get(i, s.a, n);
      fold(s.a, i - from * plane, n, origin);
    }
    for (int c = 0; c < around.length; c++) {
      around[c] = (float) (origin[c] / plane);
    }
    for (int i = from * plane; i < to * plane; i += Scratch.PIECE) {
      int n = Math.min(Scratch.PIECE, to * plane - i);
      float[] sum = s.b;
      float[] square = s.c;
      Arrays.fill(sum, 0, n, 0);
      Arrays.fill(square, 0, n, 0);
      spread(around, i - from * plane, n, s.d);
      for (int e = 0; e < examples; e++) {
        x.get(e * in.size() + i, s.a, n);
        accumulate(s.a, s.d, sum, square, n);
      }
      fold(sum, i - from * plane, n, sums);
      fold(square, i - from * plane, n, squares);
    }
    double count = (double) examples * plane;
    for (int c = from; c < to; c++) {
      double offset = sums[c - from] / count;
      double m = around[c - from] + offset;
      double variance = Math.max(0, squares[c - from] / count - offset * offset);
      if (Double.isNaN(squares[c - from])) {
        variance = Double.NaN;
      }
      mean[c] = (float) m;
      inverseDeviation[c] = (float) (1 / Math.sqrt(variance + node.epsilon()));
      if (pass.training()) {
        double unbiased = count > 1 ? variance * count / (count - 1) : variance;
        double momentum = node.momentum();
        runningMean[c] = (float) ((1 - momentum) * runningMean[c] + momentum * m);
        runningVariance[c] = (float) ((1 - momentum) * runningVariance[c] + momentum * unbiased);
      }
    }
  }

  private static void accumulate(float[] x, float[] around, float[] sum, float[] square, int n) {
    for (int j = 0; j < n; j++) {
      float d = x[j] - around[j];
      sum[j] += d;
      square[j] += d * d;
    }
  }

  private void apply(int examples, int from, int to, Scratch s, float[] scale, float[] shift) {
    Floats x = in.value();
    Floats y = out.value();
    for (int i = from * plane; i < to * plane; i += Scratch.PIECE) {
      int n = Math.min(Scratch.PIECE, to * plane - i);
      spread(scale, i - from * plane, n, s.b);
      spread(shift, i - from * plane, n, s.c);
      for (int e = 0; e < examples; e++) {
        int at = e * in.size() + i;
        x.get(at, s.a, n);
        scaleAndShift(s.a, s.b, s.c, n);
        if (shortcut != null) {
          shortcut.value().get(at, s.d, n);
          Loops.add(s.a, s.d, n);
        }
        if (relu) {
          Loops.relu(s.a, n);
        }
        y.put(at, s.a, n);
      }
    }
  }

  private static void scaleAndShift(float[] x, float[] scale, float[] shift, int n) {
    for (int j = 0; j < n; j++) {
      x[j] = x[j] * scale[j] + shift[j];
    }
  }

  @Override
  public void backward(Pass pass) {
    Floats dy = out.takeGradient();
    boolean keepsGradient = shortcut != null;
    boolean inPlace = !keepsGradient && !in.hasGradient();
    boolean accumulate = in.hasGradient();
    Floats dx = inPlace ? dy : in.gradient(machine.gradients());
    float[] gamma = machine.weights().vector(node.name() + ".gamma", channels);
    Floats gradients = machine.weights().gradients(0);
    int gammaAt = machine.weights().offset(node.name() + ".gamma");
    int betaAt = machine.weights().offset(node.name() + ".beta");
    int examples = pass.examples();
    machine
        .workers()
        .split(
            channels,
            grain(examples),
            (part, from, to, s) -> {
              double[] sums = new double[to - from];
              double[] products = new double[to - from];
              sums(examples, from, to, s, dy, sums, products);
              float[] ofGamma = new float[to - from];
              float[] ofBeta = new float[to - from];
              float[] ofGradient = new float[to - from];
              float[] ofInput = new float[to - from];
              float[] constant = new float[to - from];
              double count = (double) examples * plane;
              for (int c = from; c < to; c++) {
                double inverse = inverseDeviation[c];
                double dGamma = products[c - from] * inverse;
                double a = gamma[c] * inverse;
                ofGamma[c - from] = (float) dGamma;
                ofBeta[c - from] = (float) sums[c - from];
                ofGradient[c - from] = (float) a;
                ofInput[c - from] = (float) (-a * inverse * dGamma / count);
                constant[c - from] = (float) (-a * sums[c - from] / count);
              }
              gradients.put(gammaAt + from, ofGamma, to - from);
              gradients.put(betaAt + from, ofBeta, to - from);
              inputGradient(
                  examples, from, to, s, dy, dx, accumulate, ofGradient, ofInput, constant);
            });
    if (inPlace) {
      in.adoptGradient(dy);
    } else if (shortcut != null) {
      AddStep.giveGradient(machine, shortcut, dy, examples);
    } else {
      machine.gradients().release(out.size(), dy);
    }
  }

  private void sums(
      int examples, int from, int to, Scratch s, Floats dy, double[] sums, double[] products) {
    Floats x = in.value();
    float[] means = Arrays.copyOfRange(mean, from, to);
    for (int i = from * plane; i < to * plane; i += Scratch.PIECE) {
      int n = Math.min(Scratch.PIECE, to * plane - i);
      float[] sum = s.c;
      float[] product = s.d;
      Arrays.fill(sum, 0, n, 0);
      Arrays.fill(product, 0, n, 0);
      spread(means, i - from * plane, n, s.e);
      for (int e = 0; e < examples; e++) {
        int at = e * in.size() + i;
        dy.get(at, s.a, n);
        if (relu) {
          out.value().get(at, s.b, n);
          Loops.reluGradient(s.a, s.b, n);
          dy.put(at, s.a, n);
        }
        x.get(at, s.b, n);
        accumulateGradient(s.a, s.b, s.e, sum, product, n);
      }
      fold(sum, i - from * plane, n, sums);
      fold(product, i - from * plane, n, products);
    }
  }

  private static void accumulateGradient(
      float[] g, float[] x, float[] mean, float[] sum, float[] product, int n) {
    for (int j = 0; j < n; j++) {
      sum[j] += g[j];
      product[j] += g[j] * (x[j] - mean[j]);
    }
  }

  private void inputGradient(
      int examples,
      int from,
      int to,
      Scratch s,
      Floats dy,
      Floats dx,
      boolean accumulate,
      float[] ofGradient,
      float[] ofInput,
      float[] constant) {
    Floats x = in.value();
    float[] means = Arrays.copyOfRange(mean, from, to);
    for (int i = from * plane; i < to * plane; i += Scratch.PIECE) {
      int n = Math.min(Scratch.PIECE, to * plane - i);
      spread(ofGradient, i - from * plane, n, s.c);
      spread(ofInput, i - from * plane, n, s.d);
      spread(constant, i - from * plane, n, s.e);
      spread(means, i - from * plane, n, s.f);
      for (int e = 0; e < examples; e++) {
        int at = e * in.size() + i;
        dy.get(at, s.a, n);
        x.get(at, s.b, n);
        combine(s.a, s.b, s.c, s.d, s.e, s.f, n);
        if (accumulate) {
          dx.get(at, s.b, n);
          Loops.add(s.a, s.b, n);
        }
        dx.put(at, s.a, n);
      }
    }
  }

  private static void combine(
      float[] g, float[] x, float[] a, float[] b, float[] c, float[] mean, int n) {
    for (int j = 0; j < n; j++) {
      g[j] = g[j] * a[j] + (x[j] - mean[j]) * b[j] + c[j];
    }
  }

  /** Add a piece's numbers to their channels' sums. */
  private void fold(float[] piece, int start, int n, double[] sums) {
    for (int j = 0; j < n; ) {
      int channel = (start + j) / plane;
      int end = Math.min(n, (channel + 1) * plane - start);
      double sum = 0;
      for (; j < end; j++) {
        sum += piece[j];
      }
      sums[channel] += sum;
    }
  }

  /** Give every number of a piece its channel's coefficient. */
  private void spread(float[] coefficients, int start, int n, float[] piece) {
    for (int j = 0; j < n; ) {
      int channel = (start + j) / plane;
      int end = Math.min(n, (channel + 1) * plane - start);
      Arrays.fill(piece, j, end, coefficients[channel]);
      j = end;
    }
  }
}
