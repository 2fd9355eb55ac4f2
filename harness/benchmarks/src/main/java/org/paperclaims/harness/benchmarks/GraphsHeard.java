package org.paperclaims.harness.benchmarks;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Listens to whether the torch engine captures its step as a CUDA graph: a time of steps without
 * one is not a time of what was meant to be timed.
 */
final class GraphsHeard implements AutoCloseable {
  /** Held, as loggers that nobody holds forget their level. */
  private final Logger logger =
      Logger.getLogger("org.paperclaims.harness.engine.torch.GraphTraining");

  private final Listener listener = new Listener();

  /** Begin to listen. */
  GraphsHeard() {
    logger.setLevel(Level.ALL);
    logger.addHandler(listener);
  }

  /** Give what was said last. */
  String last() {
    return listener.last;
  }

  @Override
  public void close() {
    logger.removeHandler(listener);
  }

  private static final class Listener extends Handler {
    private String last = "the engine said nothing of a graph";

    @Override
    public void publish(LogRecord said) {
      last = said.getMessage();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
