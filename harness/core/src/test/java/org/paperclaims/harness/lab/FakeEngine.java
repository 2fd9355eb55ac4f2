package org.paperclaims.harness.lab;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.paperclaims.architectures.Network;
import org.paperclaims.datasets.Batch;
import org.paperclaims.datasets.Task;
import org.paperclaims.harness.engine.Device;
import org.paperclaims.harness.engine.Engine;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.engine.Tensor;

/**
 * An engine that is quick and deterministic and learns something: a linear map of the first input
 * numbers, with the tensors of the network's last node. All other tensors decay. Each step adds
 * noise drawn from the seed and the step's number, as dropout does, so that a resumed run that
 * forgets its step ends with other bits.
 */
public class FakeEngine implements Engine {
  @Override
  public String id() {
    return "fake";
  }

  @Override
  public String version() {
    return "fake 1";
  }

  @Override
  public List<Device> devices() {
    return List.of(new Device("cpu", "a fake"));
  }

  @Override
  public Learner learner(Network network, LearnerOptions options) {
    return new FakeLearner(network, options);
  }

  /** The learner. */
  public static class FakeLearner implements Learner {
    private final LearnerOptions options;
    private final double momentum;
    private final int outputs;
    private final int in;
    private final String weightName;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private long step;

    public FakeLearner(Network network, LearnerOptions options) {
      this.options = options;
      this.momentum = options.rule().optimiser().momentum();
      this.outputs = network.output().size();
      String last = network.nodes().get(network.nodes().size() - 1).name();
      this.weightName = last + ".weight";
      this.in =
          network.parameters().stream()
              .filter(p -> p.name().equals(weightName))
              .findFirst()
              .map(p -> p.shape().get(1))
              .orElse(0);
    }

    @Override
    public void load(Snapshot snapshot) {
      step = snapshot.step();
      tensors.clear();
      snapshot.tensors().forEach((n, t) -> tensors.put(n, copy(t)));
      snapshot
          .tensors()
          .forEach(
              (n, t) -> {
                if (!n.startsWith(Snapshot.MOMENTUM_PREFIX)) {
                  tensors.putIfAbsent(
                      Snapshot.MOMENTUM_PREFIX + n,
                      new Tensor(t.shape(), new float[t.data().length]));
                }
              });
    }

    private static Tensor copy(Tensor tensor) {
      return new Tensor(tensor.shape(), tensor.data().clone());
    }

    private float[] tensor(String name) {
      Tensor tensor = tensors.get(name);
      if (tensor == null) {
        throw new IllegalStateException("no tensor " + name);
      }
      return tensor.data();
    }

    @Override
    public double train(Batch batch, double rate) {
      float[] scores = predict(batch);
      float[] gradient = new float[outputs * in];
      int values = batch.inputs().length / batch.size();
      double loss = 0;
      for (int i = 0; i < batch.size(); i++) {
        double[] error = new double[outputs];
        if (options.task() instanceof Task.Classification) {
          double sum = 0;
          for (int o = 0; o < outputs; o++) {
            sum += Math.exp(scores[i * outputs + o]);
          }
          for (int o = 0; o < outputs; o++) {
            error[o] = Math.exp(scores[i * outputs + o]) / sum;
          }
          loss -= Math.log(error[batch.labels()[i]]) / batch.size();
          error[batch.labels()[i]] -= 1;
        } else {
          for (int o = 0; o < outputs; o++) {
            error[o] = scores[i * outputs + o] - batch.targets()[i * outputs + o];
            loss += error[o] * error[o] / batch.size() / outputs;
          }
        }
        for (int o = 0; o < outputs; o++) {
          for (int k = 0; k < Math.min(in, values); k++) {
            gradient[o * in + k] += (float) (error[o] * batch.inputs()[i * values + k]);
          }
        }
      }
      SplittableRandom noise = new SplittableRandom(options.seed() * 31 + step);
      List.copyOf(tensors.keySet()).stream()
          .filter(n -> !n.startsWith(Snapshot.MOMENTUM_PREFIX))
          .forEach(
              n -> {
                float[] w = tensor(n);
                float[] v = tensor(Snapshot.MOMENTUM_PREFIX + n);
                for (int i = 0; i < w.length; i++) {
                  double g = options.rule().weightDecay() * w[i];
                  if (n.equals(weightName)) {
                    g += gradient[i] / batch.size() + 1e-3 * (noise.nextDouble() - 0.5);
                  }
                  v[i] = (float) (momentum * v[i] + g);
                  w[i] -= (float) (rate * v[i]);
                }
              });
      step++;
      return loss;
    }

    @Override
    public float[] predict(Batch batch) {
      int values = batch.inputs().length / batch.size();
      float[] all = new float[batch.size() * outputs];
      if (in == 0) {
        for (int i = 0; i < all.length; i++) {
          all[i] = batch.inputs()[i / outputs * values + i % outputs % values];
        }
        return all;
      }
      float[] weight = tensor(weightName);
      for (int i = 0; i < batch.size(); i++) {
        for (int o = 0; o < outputs; o++) {
          double sum = 0;
          for (int k = 0; k < Math.min(in, values); k++) {
            sum += (double) weight[o * in + k] * batch.inputs()[i * values + k];
          }
          all[i * outputs + o] = (float) sum;
        }
      }
      return all;
    }

    @Override
    public float[] predictWithBatchStatistics(Batch batch) {
      return predict(batch);
    }

    @Override
    public Snapshot snapshot() {
      Map<String, Tensor> copies = new LinkedHashMap<>();
      tensors.forEach((n, t) -> copies.put(n, copy(t)));
      return new Snapshot(step, copies);
    }

    @Override
    public void close() {}
  }
}
