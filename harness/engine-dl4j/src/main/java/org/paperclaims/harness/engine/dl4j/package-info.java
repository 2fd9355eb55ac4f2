/**
 * DeepLearning4j as an engine: convolutions and matrix products are ND4J operations (oneDNN on the
 * CPU), everything between them is fused loops over the same memory.
 */
@API(status = API.Status.INTERNAL)
@NullMarked
package org.paperclaims.harness.engine.dl4j;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
