package org.paperclaims.harness.engine.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.paperclaims.architectures.Network;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.torch.natives.Libtorch;

/**
 * Training on the CPU, a part of every batch a thread. The calls of a small network are so short
 * that to divide each among the threads, as libtorch does, leaves all but one waiting for a tenth
 * of the time, while that one prepares the next call; here every thread makes all calls for its own
 * examples. The threads meet where a batch normalisation needs the whole batch, and add up their
 * gradients, always in the same order.
 */
final class SlicedTraining implements Training {
  private final Weights weights;
  private final Descent descent;
  private final Team team;
  private final List<Slice> slices = new ArrayList<>();
  private final List<Tensor> gradients = new ArrayList<>();
  private final List<Randomness> draws = new ArrayList<>();

  /** The norm of every part's gradients, where they are clipped. */
  private final double[] norms;

  SlicedTraining(
      Network network,
      LearnerOptions options,
      Winograd winograd,
      Weights weights,
      TorchDevice device) {
    this.weights = weights;
    this.descent = new Descent(options.rule());
    int count = options.threads();
    this.team = new Team(count);
    this.norms = new double[count];
    Layers layers = new Layers(network, winograd);
    Map<Integer, Norm> norms = layers.norms(count);
    for (int i = 0; i < count; i++) {
      Randomness randomness = new Randomness(options.seed(), i, device);
      draws.add(randomness);
      gradients.add(weights.newGradients());
      slices.add(
          new Slice(
              layers,
              layers.of(i, norms, team, weights, randomness),
              new Loss(options.task(), options.rule().labelSmoothing()),
              randomness));
    }
  }

  @Override
  public Tensor step(Tensor input, Tensor wanted, double learningRate) {
    long examples = input.size(0);
    int active = (int) Math.min(team.size(), examples);
    double[] losses = new double[active];
    team.run(
        active,
        i ->
            Libtorch.call(
                1,
                () -> {
                  long from = examples * i / active;
                  long count = examples * (i + 1) / active - from;
                  losses[i] =
                      part(
                          i,
                          active,
                          input.narrow(0, from, count),
                          wanted.narrow(0, from, count),
                          (double) count / examples);
                  team.meet();
                  descend(i, active, learningRate);
                  return losses;
                }));
    weights.count();
    double loss = 0;
    for (double share : losses) {
      loss += share;
    }
    return TorchDevice.scalar((float) loss);
  }

  private double part(int i, int active, Tensor input, Tensor wanted, double share) {
    Tensor laidOut = input.dim() == 4 ? TorchDevice.channelsLast(input) : input;
    Slice.Found found = slices.get(i).run(weights.step(), active, laidOut, wanted, share);
    weights.gather(found.gradients()::ofParameter, gradients.get(i));
    return found.loss();
  }

  /** Take one part of the step, once all slices have their gradients. */
  private void descend(int part, int active, double learningRate) {
    Tensor sum = weights.addUp(gradients, part, active);
    double factor = 1;
    if (descent.rule().clips()) {
      norms[part] = Weights.norm(sum);
      team.meet();
      double squares = 0;
      for (int i = 0; i < active; i++) {
        squares += norms[i] * norms[i];
      }
      factor = descent.rule().clipFactor(Math.sqrt(squares));
    }
    weights.descend(descent, learningRate, factor, sum, part, active);
  }

  @Override
  public void close() {
    team.close();
    draws.forEach(Randomness::close);
  }
}
