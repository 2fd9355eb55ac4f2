package org.paperclaims.harness.engine;

/**
 * How a learner changes its weights by a batch. For every trainable parameter w with gradient g of
 * the batch's mean loss, at learning rate r:
 *
 * <pre>
 * g = g * min(1, clip / (n + 1e-6))         (if clip &gt; 0; n is the norm of the whole gradient)
 * g = g + weightDecay * w                   (not for AdamW, which decays w itself)
 * w, by g, as the {@link Optimiser} says
 * a = average * a + (1 - average) * w       (if average &gt; 0; a = w after the run's first step)
 * </pre>
 *
 * @param optimiser makes a step of a gradient
 * @param weightDecay of every trainable parameter, batch normalisation and biases too
 * @param decaySlopes whether the slopes of PReLUs decay as well; He et al. 2015 (1502.01852,
 *     section 2.1) leave them out
 * @param clip what the norm of the whole gradient is shortened to where it is longer, as PyTorch's
 *     {@code clip_grad_norm_} does (Pascanu et al. 2013, 1211.5063); 0 for none
 * @param labelSmoothing the share e of the wanted probabilities that is spread evenly over all K
 *     classes: 1 - e + e/K for the label, e/K for the others (Szegedy et al. 2016, 1512.00567,
 *     section 7; PyTorch's {@code cross_entropy}). The training loss is by them, test losses are
 *     not. From 0, for none, to below 1
 * @param average of the moving average a of the weights and running statistics, which predictions
 *     and the trained model take in the place of the weights (PyTorch's {@code AveragedModel} with
 *     buffers); from 0, for none, to below 1
 */
public record LearningRule(
    Optimiser optimiser,
    double weightDecay,
    boolean decaySlopes,
    double clip,
    double labelSmoothing,
    double average) {
  /** Keeps the factor of a clipped gradient finite, as PyTorch does. */
  private static final double CLIP_EPSILON = 1e-6;

  public LearningRule {
    if (!(clip >= 0)) {
      throw new IllegalArgumentException("clip is 0 or a positive norm, found " + clip);
    }
    if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
      throw new IllegalArgumentException(
          "labelSmoothing lies between 0 and below 1, found " + labelSmoothing);
    }
    if (!(average >= 0 && average < 1)) {
      throw new IllegalArgumentException("average lies between 0 and below 1, found " + average);
    }
  }

  /** Make a rule with an optimiser, weight decay, and nothing else. */
  public static LearningRule of(Optimiser optimiser, double weightDecay) {
    return new LearningRule(optimiser, weightDecay, true, 0, 0, 0);
  }

  /** Make stochastic gradient descent with momentum and weight decay. */
  public static LearningRule sgd(double momentum, boolean nesterov, double weightDecay) {
    return of(new Optimiser.Sgd(momentum, nesterov), weightDecay);
  }

  /** Give the same rule with another treatment of slopes. */
  public LearningRule withDecaySlopes(boolean decay) {
    return new LearningRule(optimiser, weightDecay, decay, clip, labelSmoothing, average);
  }

  /** Give the same rule with another bound of the gradient's norm. */
  public LearningRule withClip(double norm) {
    return new LearningRule(optimiser, weightDecay, decaySlopes, norm, labelSmoothing, average);
  }

  /** Give the same rule with other wanted probabilities. */
  public LearningRule withLabelSmoothing(double share) {
    return new LearningRule(optimiser, weightDecay, decaySlopes, clip, share, average);
  }

  /** Give the same rule with another average of the weights. */
  public LearningRule withAverage(double share) {
    return new LearningRule(optimiser, weightDecay, decaySlopes, clip, labelSmoothing, share);
  }

  /** Tell whether gradients are clipped. */
  public boolean clips() {
    return clip > 0;
  }

  /** Tell whether the weights are averaged. */
  public boolean averages() {
    return average > 0;
  }

  /**
   * Give what a gradient is multiplied by, at most 1; not a number if its norm is none.
   *
   * @param norm of the whole gradient
   */
  public double clipFactor(double norm) {
    double factor = clip / (norm + CLIP_EPSILON);
    return factor > 1 ? 1 : factor;
  }

  /**
   * Give the share of the way to the weights that their moving average goes in a step: all of it in
   * the first.
   *
   * @param step from 1 on
   */
  public double averageMoved(long step) {
    return step == 1 ? 1 : 1 - average;
  }
}
