/** Tests of the DeepLearning4j engine. */
@org.jspecify.annotations.NullMarked
package org.paperclaims.harness.engine.dl4j;
