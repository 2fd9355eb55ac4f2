package org.paperclaims.harness.engine;

import org.paperclaims.datasets.Task;

/**
 * How a learner learns: stochastic gradient descent with momentum and weight decay.
 *
 * <p>For every trainable parameter w with gradient g of the mean loss, at learning rate r:
 *
 * <pre>
 * g = g + weightDecay * w              (every trainable parameter, batch normalisation and biases too)
 * v = momentum * v + g                 (v starts at 0)
 * w = w - r * (g + momentum * v)       (nesterov)
 * w = w - r * v                        (not nesterov)
 * </pre>
 *
 * @param device where
 * @param threads CPU threads this learner may use, at least 1
 * @param task fixes the loss: mean cross entropy, or mean squared error
 * @param precision of the arithmetic
 * @param deterministic choose algorithms that give the same bits on every run
 * @param seed of what an engine draws itself: dropout masks and RReLU slopes
 */
public record LearnerOptions(
    Device device,
    int threads,
    Task task,
    double momentum,
    boolean nesterov,
    double weightDecay,
    Precision precision,
    boolean deterministic,
    long seed) {}
