package org.paperclaims.harness.engine.testkit;

import java.util.List;
import java.util.Map;
import org.paperclaims.architectures.Node;

/** Batch normalisation (Ioffe and Szegedy 2015, algorithm 1 and its gradient). */
final class BatchNormKernel implements Kernel {
  private final Node.BatchNorm node;
  private final Map<String, double[]> tensors;
  private final Map<String, double[]> gradients;
  private final boolean batchStatistics;
  private final Arithmetic arithmetic;

  BatchNormKernel(
      Node.BatchNorm node,
      Map<String, double[]> tensors,
      Map<String, double[]> gradients,
      boolean batchStatistics,
      Arithmetic arithmetic) {
    this.node = node;
    this.tensors = tensors;
    this.gradients = gradients;
    this.batchStatistics = batchStatistics;
    this.arithmetic = arithmetic;
  }

  private double[] mean(Volume in) {
    if (!batchStatistics) {
      return Tensors.of(tensors, node.name() + ".mean");
    }
    double[] mean = new double[in.c];
    Tensors.eachChannel(in, (i, c) -> mean[c] = arithmetic.of(mean[c] + in.value[i] / count(in)));
    return mean;
  }

  private double[] variance(Volume in, double[] mean) {
    if (!batchStatistics) {
      return Tensors.of(tensors, node.name() + ".variance");
    }
    double[] variance = new double[in.c];
    Tensors.eachChannel(
        in,
        (i, c) -> {
          double from = in.value[i] - mean[c];
          variance[c] = arithmetic.of(variance[c] + from * from / count(in));
        });
    return variance;
  }

  private static double count(Volume in) {
    return (double) in.n * in.h * in.w;
  }

  /** Move the running statistics towards the batch's mean and unbiased variance. */
  void moveStatistics(Volume in) {
    double[] mean = mean(in);
    double[] variance = variance(in, mean);
    double[] runningMean = Tensors.of(tensors, node.name() + ".mean");
    double[] runningVariance = Tensors.of(tensors, node.name() + ".variance");
    double m = node.momentum();
    double count = count(in);
    for (int c = 0; c < in.c; c++) {
      runningMean[c] = (1 - m) * runningMean[c] + m * mean[c];
      runningVariance[c] = (1 - m) * runningVariance[c] + m * variance[c] * count / (count - 1);
    }
  }

  @Override
  public void forward(List<Volume> operands, Volume out) {
    Volume in = operands.get(0);
    double[] gamma = Tensors.of(tensors, node.name() + ".gamma");
    double[] beta = Tensors.of(tensors, node.name() + ".beta");
    double[] mean = mean(in);
    double[] variance = variance(in, mean);
    Tensors.eachChannel(
        in,
        (i, c) ->
            out.value[i] =
                gamma[c] * (in.value[i] - mean[c]) / Math.sqrt(variance[c] + node.epsilon())
                    + beta[c]);
  }

  @Override
  public void backward(List<Volume> operands, Volume out) {
    Volume in = operands.get(0);
    double[] gamma = Tensors.of(tensors, node.name() + ".gamma");
    double[] mean = mean(in);
    double[] variance = variance(in, mean);
    double[] sum = new double[in.c];
    double[] product = new double[in.c];
    double[] normal = new double[in.value.length];
    Tensors.eachChannel(
        in,
        (i, c) -> {
          normal[i] = (in.value[i] - mean[c]) / Math.sqrt(variance[c] + node.epsilon());
          sum[c] = arithmetic.of(sum[c] + out.gradient[i]);
          product[c] = arithmetic.of(product[c] + out.gradient[i] * normal[i]);
        });
    double[] gammaSlope = Tensors.of(gradients, node.name() + ".gamma");
    double[] betaSlope = Tensors.of(gradients, node.name() + ".beta");
    for (int c = 0; c < in.c; c++) {
      gammaSlope[c] += product[c];
      betaSlope[c] += sum[c];
    }
    double count = count(in);
    Tensors.eachChannel(
        in,
        (i, c) ->
            in.gradient[i] +=
                gamma[c]
                    / Math.sqrt(variance[c] + node.epsilon())
                    * (out.gradient[i] - sum[c] / count - normal[i] * product[c] / count));
  }
}
