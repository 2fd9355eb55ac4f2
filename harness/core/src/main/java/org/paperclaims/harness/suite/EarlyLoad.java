package org.paperclaims.harness.suite;

import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicBoolean;
import org.paperclaims.harness.lab.Engines;
import tech.tablesaw.api.Table;

/**
 * Loads what a suite needs later while the records are read: the engines' libraries, and Tablesaw,
 * which looks through the whole class path for readers of tables. Each takes a second or more.
 */
final class EarlyLoad {
  private static final System.Logger LOG = System.getLogger(EarlyLoad.class.getName());

  /** A process that is told to end may not wait for long. */
  private static final long MOST_MILLIS = 5_000;

  /** Whether this JVM has begun to load: all that it loads stays. */
  private static final AtomicBoolean BEGUN = new AtomicBoolean();

  private EarlyLoad() {}

  /** Begin, once a process. Runs that are on record need no engine, so none is loaded for them. */
  static void begin(SuiteSettings settings) {
    if (BEGUN.getAndSet(true)) {
      return;
    }
    boolean hasRuns = Files.exists(settings.results().resolve("ledger.csv"));
    Thread thread = new Thread(() -> load(settings, !hasRuns), "early-load");
    thread.setDaemon(true);
    thread.start();
    // A library must not be taken down while it is still being set up.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> await(thread), "early-load-ended"));
  }

  private static void await(Thread thread) {
    try {
      thread.join(MOST_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void load(SuiteSettings settings, boolean engines) {
    try {
      if (engines) {
        settings.choices().forEach(choice -> Engines.find(choice.engine()).devices());
      }
      Table.create();
    } catch (RuntimeException | LinkageError e) {
      // Those who ask in earnest are told.
      LOG.log(System.Logger.Level.DEBUG, "not everything was loaded early", e);
    }
  }
}
