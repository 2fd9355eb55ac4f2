package org.paperclaims.harness.engine.dl4j;

/** Native memory for numbers, which is freed when it is closed. */
interface Memory extends AutoCloseable {
  @Override
  void close();
}
