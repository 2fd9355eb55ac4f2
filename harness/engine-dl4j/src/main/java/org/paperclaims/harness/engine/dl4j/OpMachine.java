package org.paperclaims.harness.engine.dl4j;

/**
 * The state that the steps of a learner share.
 *
 * @param ops ND4J's operations
 * @param pool memory for gradients and for what a step needs only while it is taken
 * @param weights the network's tensors
 */
record OpMachine(Operations ops, GradientPool<DeviceFloats> pool, OpWeights weights) {}
