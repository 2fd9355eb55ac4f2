package org.paperclaims.harness.suite;

import java.nio.file.Files;
import org.paperclaims.harness.lab.Engines;
import tech.tablesaw.api.Table;

/**
 * Loads what a suite needs later while the records are read: the engines' libraries, and Tablesaw,
 * which looks through the whole class path for readers of tables. Each takes a second or more.
 */
final class EarlyLoad {
  private static final System.Logger LOG = System.getLogger(EarlyLoad.class.getName());

  private EarlyLoad() {}

  /**
   * Begin. Runs that are on record already need no engine, so none is loaded where there are any.
   */
  static void begin(SuiteSettings settings) {
    boolean hasRuns = Files.exists(settings.results().resolve("ledger.csv"));
    Thread thread =
        new Thread(
            () -> {
              if (!hasRuns) {
                loadEngines(settings);
              }
              Table.create();
            },
            "early-load");
    thread.setDaemon(true);
    thread.start();
    // A library must not be taken down while it is still being set up.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> await(thread), "early-load-ended"));
  }

  private static void await(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void loadEngines(SuiteSettings settings) {
    try {
      settings.choices().forEach(choice -> Engines.find(choice.engine()).devices());
    } catch (RuntimeException | LinkageError e) {
      // Whoever asks for the engine in earnest is told.
      LOG.log(System.Logger.Level.DEBUG, "no engine was loaded early", e);
    }
  }
}
