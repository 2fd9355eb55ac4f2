package org.paperclaims.harness.engine.dl4j;

/**
 * The state that the steps of a learner share.
 *
 * @param workers its threads
 * @param gradients memory for gradients
 * @param weights the network's tensors
 */
record Machine(Workers workers, GradientPool<Floats> gradients, Weights weights) {}
