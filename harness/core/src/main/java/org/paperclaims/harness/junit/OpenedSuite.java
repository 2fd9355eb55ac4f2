package org.paperclaims.harness.junit;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.paperclaims.harness.suite.SuiteListener;

/**
 * The one attempt of a test run to open its suite. JUnit's store forgets an attempt that failed, so
 * that every test method would make another one; here each meets the failure of the first.
 */
final class OpenedSuite implements AutoCloseable {
  private @Nullable SuiteSession session;
  private @Nullable RuntimeException failure;

  static OpenedSuite attempt(
      Optional<SuiteListener> launchers, Function<String, Optional<String>> parameters) {
    OpenedSuite opened = new OpenedSuite();
    try {
      opened.session = SuiteSession.open(launchers, parameters);
    } catch (RuntimeException e) {
      opened.failure = e;
    }
    return opened;
  }

  /**
   * Give the suite.
   *
   * @throws RuntimeException whatever kept it from being opened, the same object every time
   */
  SuiteSession session() {
    if (failure != null) {
      throw failure;
    }
    if (session == null) {
      throw new IllegalStateException("a suite was neither opened nor refused");
    }
    return session;
  }

  @Override
  public void close() {
    if (session != null) {
      session.close();
    }
  }
}
