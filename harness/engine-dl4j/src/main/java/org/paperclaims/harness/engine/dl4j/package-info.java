/**
 * DeepLearning4j as an engine: convolutions and matrix products are ND4J operations (oneDNN on the
 * CPU), everything between them is fused loops over the same memory.
 */
@NullMarked
package org.paperclaims.harness.engine.dl4j;

import org.jspecify.annotations.NullMarked;
