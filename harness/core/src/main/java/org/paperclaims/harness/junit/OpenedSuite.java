package org.paperclaims.harness.junit;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.paperclaims.harness.suite.SuiteListener;

/**
 * The one attempt of a test run to open its suite. JUnit's store forgets an attempt that failed, so
 * that every test method would make another one; here each meets the failure of the first.
 */
final class OpenedSuite implements AutoCloseable {
  static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(OpenedSuite.class);

  private @Nullable SuiteSession session;
  private @Nullable RuntimeException failure;

  /** Give that of a test run; the first that asks makes the attempt. */
  static OpenedSuite of(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(
            OpenedSuite.class,
            key -> attempt(launchersListener(context), context::getConfigurationParameter),
            OpenedSuite.class);
  }

  private static Optional<SuiteListener> launchersListener(ExtensionContext context) {
    return Optional.ofNullable(
        context
            .getStore(
                ExtensionContext.StoreScope.LAUNCHER_SESSION,
                ExtensionContext.Namespace.create(SuiteListener.class))
            .get(SuiteListener.class, SuiteListener.class));
  }

  private static OpenedSuite attempt(
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
