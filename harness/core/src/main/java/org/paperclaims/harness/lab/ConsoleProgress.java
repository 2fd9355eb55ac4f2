package org.paperclaims.harness.lab;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.paperclaims.harness.measure.Metrics;
import org.paperclaims.harness.run.Numbers;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.run.ShownText;
import org.paperclaims.harness.train.Control;

/**
 * Shows progress to a person: how many runs of the suite are done, how long the rest will take, and
 * the judged numbers of each run that ends. A terminal has one more line that is written over; a
 * log has plain lines only, of each run at the end of an epoch and at most one in two seconds.
 */
public final class ConsoleProgress implements Progress, AutoCloseable {
  private static final long PAUSE = 2_000_000_000L;
  private static final long REDRAW = 200_000_000L;
  private static final String GAP = "  ";

  private final PrintStream out;
  private final @Nullable StatusLine status;
  private final IntSupplier columns;
  private final Map<RunSpec, Long> shown = new LinkedHashMap<>();
  private final Map<RunSpec, Control.Step> running = new LinkedHashMap<>();
  private final Set<String> judged = new LinkedHashSet<>();
  private final SuiteCounter suite = new SuiteCounter();
  private long redrawn;

  /**
   * Make a progress.
   *
   * @param terminal whether the stream is a terminal that understands cursor movements
   */
  public ConsoleProgress(PrintStream out, boolean terminal) {
    this(out, terminal, terminal ? new TerminalWidth() : () -> TerminalWidth.USUAL);
  }

  /**
   * Make a progress.
   *
   * @param columns of the terminal, asked again at each line
   */
  public ConsoleProgress(PrintStream out, boolean terminal, IntSupplier columns) {
    this.out = out;
    this.columns = columns;
    this.status = terminal ? new StatusLine(out, columns) : null;
  }

  /**
   * Make a progress for the process's output or its errors. Whether that is a terminal is asked of
   * Linux; {@code System.console()} tells it no longer since JDK 22. Elsewhere lines do.
   */
  public static ConsoleProgress on(PrintStream out) {
    return new ConsoleProgress(out, isTerminal(out));
  }

  /** Tell whether the process's output or its errors is a terminal that moves its cursor. */
  public static boolean isTerminal(PrintStream out) {
    int descriptor = out == System.err ? 2 : 1;
    if ("dumb".equals(System.getenv("TERM"))) {
      return false;
    }
    try {
      String output = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return output.startsWith("/dev/pts/") || output.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /** Say which metrics the suite judges: of a run that ended, these are shown. */
  public synchronized void judges(List<String> metrics) {
    judged.addAll(metrics);
  }

  /** Give the columns of the terminal; none where there is none. */
  public int columns() {
    return status == null ? 0 : columns.getAsInt();
  }

  @Override
  public synchronized void planned(int newRuns, int reused) {
    suite.planned(newRuns, reused);
    println(
        "%d %s, of which %d %s recorded and reused"
            .formatted(newRuns, newRuns == 1 ? "run" : "runs", reused, reused == 1 ? "is" : "are"));
  }

  @Override
  public synchronized void started(RunSpec spec, long resumedSteps) {
    if (resumedSteps > 0) {
      println("%s goes on after step %d".formatted(Names.of(spec), resumedSteps));
    }
  }

  @Override
  public synchronized void step(RunSpec spec, Control.Step step) {
    running.put(spec, step);
    suite.step(spec, step);
    if (status == null) {
      line(spec, step);
    } else if (System.nanoTime() - redrawn >= REDRAW) {
      redraw();
    }
  }

  /** Write the status line: the suite first, then the run that has gone on longest. */
  private void redraw() {
    if (status == null || running.isEmpty()) {
      return;
    }
    redrawn = System.nanoTime();
    Map.Entry<RunSpec, Control.Step> first = running.entrySet().iterator().next();
    Control.Step step = first.getValue();
    status.show(
        "[%d/%d]%s  %s epoch %d/%d loss %s%s"
            .formatted(
                suite.done(),
                suite.runs(),
                timeLeft(),
                Names.of(first.getKey()),
                step.epoch(),
                step.epochs(),
                Numbers.fixed(step.loss(), 3),
                running.size() == 1 ? "" : ", and " + (running.size() - 1) + " more at work"));
  }

  /** Say how long the rest of the suite will take, once one run tells how long runs take. */
  private String timeLeft() {
    OptionalDouble seconds = suite.secondsLeft();
    return seconds.isPresent() ? " " + duration(seconds.getAsDouble()) + " left" : "";
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
    println(
        String.format(
            Locale.ROOT,
            "[%d/%d]%s  %s  epoch %d/%d  loss %.3f  %.0f examples/s  %s to its end",
            suite.done(),
            suite.runs(),
            timeLeft(),
            Names.of(spec),
            step.epoch(),
            step.epochs(),
            step.loss(),
            step.imagesPerSecond(),
            duration(step.secondsLeft())));
  }

  @Override
  public synchronized void ended(RunRecord run, boolean reused) {
    suite.ended(run.spec(), reused, run.outcome() == RunRecord.Outcome.COMPLETED);
    shown.remove(run.spec());
    running.remove(run.spec());
    if (reused) {
      return;
    }
    printParts(
        "[%d/%d]%s  %s  %s%s  in %s"
            .formatted(
                suite.done(),
                suite.runs(),
                timeLeft(),
                Names.of(run.spec()),
                run.outcome().name().toLowerCase(Locale.ROOT),
                run.outcome() == RunRecord.Outcome.COMPLETED ? numbers(run) : ": " + run.detail(),
                duration(run.seconds())));
    redraw();
  }

  /** Write what is judged of a run; its protocol's first number where nobody said what is. */
  private String numbers(RunRecord run) {
    StringBuilder text = new StringBuilder();
    for (String name : judged) {
      add(text, name, Metrics.value(name, run));
    }
    if (text.isEmpty()) {
      String name = Metrics.first(run.spec().protocol()).name();
      add(text, name, Metrics.value(name, run));
    }
    return text.toString();
  }

  private static void add(StringBuilder text, String name, double value) {
    if (Double.isFinite(value)) {
      text.append("  ").append(name).append(' ').append(Numbers.plain(value));
    }
  }

  @Override
  public synchronized void stopped(RunSpec spec, String how) {
    running.remove(spec);
    Progress.super.stopped(spec, how);
  }

  @Override
  public synchronized void note(String message) {
    println(ShownText.of(message));
  }

  /** Write a line; in a terminal that is too narrow, what does not fit goes below, part by part. */
  private void printParts(String line) {
    int room = columns();
    StringBuilder fits = new StringBuilder();
    for (String part : line.split("  ")) {
      boolean first = fits.toString().isBlank();
      if (room > 0 && !first && fits.length() + GAP.length() + part.length() > room) {
        println(fits.toString());
        fits.setLength(0);
        fits.append(GAP).append(part);
      } else {
        fits.append(first ? "" : GAP).append(part);
      }
    }
    println(fits.toString());
  }

  private void println(String line) {
    if (status != null) {
      status.clear();
    }
    out.println(line);
  }

  @Override
  public synchronized void close() {
    if (status != null) {
      status.clear();
    }
    running.clear();
    if (columns instanceof TerminalWidth width) {
      width.close();
    }
  }

  private static String duration(double seconds) {
    long whole = (long) Math.ceil(seconds);
    return whole >= 3600
        ? "%d:%02d:%02d".formatted(whole / 3600, whole / 60 % 60, whole % 60)
        : "%d:%02d".formatted(whole / 60, whole % 60);
  }
}
