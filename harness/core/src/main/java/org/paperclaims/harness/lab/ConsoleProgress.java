package org.paperclaims.harness.lab;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.paperclaims.harness.run.Numbers;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.run.ShownText;
import org.paperclaims.harness.train.Control;

/**
 * Shows progress to a person: bars on a terminal, and elsewhere a line at the end of each epoch, at
 * most one in two seconds for each run.
 */
public final class ConsoleProgress implements Progress, AutoCloseable {
  private static final long PAUSE = 2_000_000_000L;

  private final PrintStream out;
  private final boolean terminal;
  private final int width;
  private final Map<RunSpec, ProgressBar> bars = new ConcurrentHashMap<>();
  private final Map<RunSpec, Long> shown = new ConcurrentHashMap<>();
  private int runs;
  private int done;

  /**
   * Make a progress.
   *
   * @param terminal whether the stream is a terminal that understands cursor movements
   */
  public ConsoleProgress(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
    this.width = terminal ? TerminalWidth.columns() : 0;
  }

  /**
   * Make a progress for the process's output or its errors. Whether that is a terminal is asked of
   * Linux; {@code System.console()} tells it no longer since JDK 22. Elsewhere lines do.
   */
  public static ConsoleProgress on(PrintStream out) {
    int descriptor = out == System.err ? 2 : 1;
    return new ConsoleProgress(
        out, isTerminal(descriptor) && !"dumb".equals(System.getenv("TERM")));
  }

  private static boolean isTerminal(int descriptor) {
    try {
      String output = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return output.startsWith("/dev/pts/") || output.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  @Override
  public synchronized void planned(int newRuns, int reused) {
    runs = newRuns;
    done = 0;
    out.printf(
        "%d %s, of which %d %s recorded and reused%n",
        newRuns, newRuns == 1 ? "run" : "runs", reused, reused == 1 ? "is" : "are");
  }

  @Override
  public synchronized void started(RunSpec spec, long resumedSteps) {
    if (resumedSteps > 0) {
      out.printf("%s goes on after step %d%n", Names.of(spec), resumedSteps);
    }
  }

  @Override
  public void step(RunSpec spec, Control.Step step) {
    if (terminal) {
      bar(spec, step);
    } else {
      line(spec, step);
    }
  }

  private void bar(RunSpec spec, Control.Step step) {
    ProgressBar bar =
        bars.computeIfAbsent(
            spec,
            s ->
                new ProgressBarBuilder()
                    .setTaskName(Names.of(s))
                    .setInitialMax(step.steps())
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(200)
                    .setConsumer(new ConsoleProgressBarConsumer(out, width - 1))
                    .build());
    bar.stepTo(step.step());
    bar.setExtraMessage(
        String.format(
            Locale.ROOT,
            "epoch %d/%d loss %.3f %.0f examples/s",
            step.epoch(),
            step.epochs(),
            step.loss(),
            step.imagesPerSecond()));
  }

  private void line(RunSpec spec, Control.Step step) {
    boolean epochEnds = step.step() * step.epochs() % step.steps() == 0;
    long now = System.nanoTime();
    // Long epochs get a line in between too, so that nobody wonders whether it hangs.
    long pause = epochEnds ? PAUSE : 5 * PAUSE;
    if (now - shown.computeIfAbsent(spec, s -> now - PAUSE) < pause) {
      return;
    }
    shown.put(spec, now);
    synchronized (this) {
      out.printf(
          Locale.ROOT,
          "[%d/%d] %s  epoch %d/%d  loss %.3f  %.0f examples/s  %s left%n",
          done + 1,
          runs,
          Names.of(spec),
          step.epoch(),
          step.epochs(),
          step.loss(),
          step.imagesPerSecond(),
          duration(step.secondsLeft()));
    }
  }

  @Override
  public synchronized void ended(RunRecord run, boolean reused) {
    done++;
    shown.remove(run.spec());
    closeBar(run.spec());
    if (reused) {
      return;
    }
    StringBuilder metrics = new StringBuilder();
    run.metrics()
        .forEach(
            (name, value) ->
                metrics.append("  ").append(name).append(' ').append(Numbers.plain(value)));
    out.printf(
        "[%d/%d] %s  %s%s  in %s%n",
        done,
        runs,
        Names.of(run.spec()),
        run.outcome().name().toLowerCase(Locale.ROOT),
        run.outcome() == RunRecord.Outcome.COMPLETED ? metrics : ": " + run.detail(),
        duration(run.seconds()));
  }

  @Override
  public synchronized void stopped(RunSpec spec, String how) {
    closeBar(spec);
    Progress.super.stopped(spec, how);
  }

  private void closeBar(RunSpec spec) {
    ProgressBar bar = bars.remove(spec);
    if (bar != null) {
      bar.close();
    }
  }

  @Override
  public synchronized void note(String message) {
    out.println(ShownText.of(message));
  }

  @Override
  public void close() {
    bars.values().forEach(ProgressBar::close);
    bars.clear();
  }

  private static String duration(double seconds) {
    long whole = (long) Math.ceil(seconds);
    return whole >= 3600
        ? "%d:%02d:%02d".formatted(whole / 3600, whole / 60 % 60, whole % 60)
        : "%d:%02d".formatted(whole / 60, whole % 60);
  }
}
