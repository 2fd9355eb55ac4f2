package org.paperclaims.trackers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.paperclaims.harness.run.RunRecord;

/**
 * Tells a tracker of runs by a thread of its own, so that none waits for a server. Its failure
 * costs no run and no verdict: it is said once, the runs are kept, and told at the end.
 */
final class Telling {
  /** So many failures in a row at the end are the server's, and not the runs'. */
  private static final int ENOUGH = 3;

  private record Told(RunRecord run, boolean reused) {}

  private final String tool;
  private final Tracker tracker;
  private final Consumer<String> warn;
  private final ExecutorService line;

  /** Used by the one thread alone. */
  private final List<Told> waiting = new ArrayList<>();

  private int told;
  private String problem = "";

  /**
   * @param tool such as {@code mlflow}
   * @param warn is given one warning at most
   */
  Telling(String tool, Tracker tracker, Consumer<String> warn) {
    this.tool = tool;
    this.tracker = tracker;
    this.warn = warn;
    this.line =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread thread = new Thread(work, "claims-" + tool);
              thread.setDaemon(true);
              return thread;
            });
  }

  void tell(RunRecord run, boolean reused) {
    line.execute(() -> tellNow(new Told(run, reused)));
  }

  private void tellNow(Told run) {
    // After a failure all runs wait for the end: a server that is gone would cost a time-out each.
    if (!waiting.isEmpty() || !isTold(run)) {
      waiting.add(run);
    }
  }

  private boolean isTold(Told run) {
    try {
      tracker.tell(run.run(), run.reused());
      told++;
      return true;
    } catch (IOException | RuntimeException e) {
      if (problem.isEmpty()) {
        problem = String.valueOf(e.getMessage() == null ? e : e.getMessage());
        warn.accept(
            "%s cannot be told of runs at %s (%s); runs and verdicts are not touched, and it is tried again at the end"
                .formatted(tool, tracker.place(), problem));
      }
      return false;
    }
  }

  /** Tell the rest, and say how many runs are there. */
  String end() {
    Future<String> last = line.submit(this::tellWaiting);
    line.shutdown();
    try {
      return last.get();
    } catch (ExecutionException e) {
      return tool + ": " + e.getCause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return tool + ": interrupted before every run was told";
    }
  }

  private String tellWaiting() {
    int failures = 0;
    for (Iterator<Told> runs = waiting.iterator(); runs.hasNext() && failures < ENOUGH; ) {
      if (isTold(runs.next())) {
        runs.remove();
        failures = 0;
      } else {
        failures++;
      }
    }
    return waiting.isEmpty()
        ? "%s: %d runs at %s".formatted(tool, told, tracker.place())
        : "%s: %d of %d runs at %s; the same command tells the others from the store"
            .formatted(tool, told, told + waiting.size(), tracker.place());
  }
}
