package org.paperclaims.reports;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.paperclaims.harness.lab.Progress;
import org.paperclaims.harness.measure.Metrics;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.run.ShownText;
import org.paperclaims.harness.train.Control;
import org.paperclaims.reports.page.Live;
import org.paperclaims.reports.page.Numbers;
import org.paperclaims.reports.page.Sparkline;
import org.paperclaims.reports.page.WrittenMetric;

/**
 * Writes a page that shows a laboratory at work, so that a long job can be watched from a browser.
 * It is written when a run starts, at every new epoch, and when a run ends; the page asks the
 * browser to load it again. May be told by several threads.
 */
public final class LivePage implements Progress {
  private static final int NOTES = 20;
  private static final int ENDED = 12;
  private final Path file;
  private final int total;
  private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
  private final Map<RunSpec, Control.Step> running = new LinkedHashMap<>();
  private final Map<RunSpec, List<Double>> losses = new HashMap<>();
  private final Deque<Live.Ended> ended = new ArrayDeque<>();
  private final List<String> notes = new ArrayList<>();
  private String report = "";
  private int runs;
  private int reused;
  private int done;
  private int failed;

  /**
   * Make a live page.
   *
   * @param file such as {@code results/live.html}; its folder must exist
   * @param total how many runs all cases of the suite have together; 0 if that is unknown
   */
  public LivePage(Path file, int total) {
    this.file = file;
    this.total = total;
    this.runs = total;
  }

  @Override
  public synchronized void planned(int newRuns, int newReused) {
    runs += total == 0 ? newRuns : 0;
    write();
  }

  @Override
  public synchronized void started(RunSpec spec, long resumedSteps) {
    running.put(spec, new Control.Step(0, spec.recipe().epochs(), 0, 0, Double.NaN, 0, Double.NaN));
    losses.put(spec, new ArrayList<>());
    write();
  }

  @Override
  public synchronized void step(RunSpec spec, Control.Step step) {
    Control.Step before = running.put(spec, step);
    if (before == null || before.epoch() != step.epoch()) {
      losses.computeIfAbsent(spec, s -> new ArrayList<>()).add(step.loss());
      write();
    }
  }

  @Override
  public synchronized void ended(RunRecord run, boolean wasReused) {
    running.remove(run.spec());
    losses.remove(run.spec());
    done++;
    reused += wasReused ? 1 : 0;
    boolean completed = run.outcome() == RunRecord.Outcome.COMPLETED;
    failed += completed ? 0 : 1;
    if (!wasReused) {
      ended.addFirst(
          new Live.Ended(
              name(run.spec()),
              completed,
              outcome(run, completed),
              Numbers.seconds(run.seconds())));
      if (ended.size() > ENDED) {
        ended.removeLast();
      }
    }
    if (!wasReused || done == runs) {
      write();
    }
  }

  private static String outcome(RunRecord run, boolean completed) {
    if (!completed) {
      return run.outcome().name().toLowerCase(Locale.ROOT) + ": " + run.detail();
    }
    boolean regression = WrittenMetrics.regression(run.spec().dataset().name());
    WrittenMetric metric =
        WrittenMetric.of(Metrics.first(run.spec().protocol()).name(), regression);
    double value = Metrics.value(metric.name(), run);
    return Double.isNaN(value) ? "completed" : metric.inSentence() + " " + metric.value(value);
  }

  /**
   * Say that the suite has ended; the page no longer loads itself again.
   *
   * @param index of the report
   */
  public synchronized void closed(Path index) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    Path target = index.toAbsolutePath().normalize();
    report =
        folder == null
            ? target.toUri().toString()
            // In names, ? and # and % are letters; in a link they are not.
            : encoded(folder.relativize(target));
    running.clear();
    write();
  }

  private static String encoded(Path relative) {
    List<String> names = new ArrayList<>();
    for (Path name : relative) {
      names.add(URLEncoder.encode(name.toString(), StandardCharsets.UTF_8).replace("+", "%20"));
    }
    return String.join("/", names);
  }

  @Override
  public synchronized void stopped(RunSpec spec, String how) {
    running.remove(spec);
    losses.remove(spec);
    Progress.super.stopped(spec, how);
  }

  @Override
  public synchronized void note(String message) {
    notes.add(message);
    if (notes.size() > NOTES) {
      notes.remove(0);
    }
    write();
  }

  private static String name(RunSpec spec) {
    return spec.architecture()
        + " "
        + spec.erasure()
        + " "
        + spec.dataset().name()
        + " seed "
        + spec.seed();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f", Math.min(100, 100 * share));
  }

  private void write() {
    List<Live.Line> lines = new ArrayList<>();
    running.forEach(
        (spec, step) ->
            lines.add(
                new Live.Line(
                    name(spec),
                    step.epoch() + " of " + step.epochs(),
                    percent(step.steps() == 0 ? 0.0 : (double) step.step() / step.steps()),
                    Numbers.fixed(step.loss(), 3),
                    Numbers.fixed(step.imagesPerSecond(), 0),
                    Numbers.seconds(step.secondsLeft()),
                    Sparkline.of(
                        "Loss",
                        losses.getOrDefault(spec, List.of()).stream()
                            .mapToDouble(Double::doubleValue)
                            .toArray(),
                        loss -> Numbers.fixed(loss, 3)))));
    lines.sort(Comparator.comparing(Live.Line::name));
    StringOutput output = new StringOutput(8_192);
    Live live =
        new Live(
            runs,
            done,
            reused,
            failed,
            percent(runs == 0 ? 0 : (double) done / runs),
            lines,
            List.copyOf(ended),
            notes,
            report);
    templates.render("live.jte", live, output);
    try {
      // A browser must never read half a page.
      Path half = file.resolveSibling(file.getFileName() + ".tmp");
      // A file of a killed process or a stranger's link that lies there is replaced and not
      // followed.
      Files.deleteIfExists(half);
      Files.writeString(half, ShownText.of(output.toString()), StandardOpenOption.CREATE_NEW);
      Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("the live page " + file + " cannot be written", e);
    }
  }
}
