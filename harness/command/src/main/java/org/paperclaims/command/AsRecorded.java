package org.paperclaims.command;

import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import org.paperclaims.harness.lab.Engines;
import org.paperclaims.harness.run.RunRecord;

/**
 * Has an engine compute as it did when a run was recorded, until this is closed. Settings of the
 * user's own come first.
 */
final class AsRecorded implements AutoCloseable {
  private final Map<String, String> set;

  /** Set what the engine says, and print it. */
  AsRecorded(RunRecord run, PrintWriter out) {
    Map<String, String> where = run.environment();
    set =
        new TreeMap<>(
            Engines.find(run.spec().engine())
                .settingsOf(where.getOrDefault("engine", ""), where.getOrDefault("device", "")));
    set.keySet().removeIf(name -> System.getProperty(name) != null);
    set.forEach((name, value) -> out.printf("as recorded: %s=%s%n", name, value));
    set.forEach(System::setProperty);
  }

  @Override
  public void close() {
    set.keySet().forEach(System::clearProperty);
  }
}
