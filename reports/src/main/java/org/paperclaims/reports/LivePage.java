package org.paperclaims.reports;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.paperclaims.harness.lab.Progress;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.train.Control;
import org.paperclaims.reports.page.Live;
import org.paperclaims.reports.page.Numbers;

/**
 * Writes a page that shows a laboratory at work, so that a long job can be watched from a browser.
 * It is written when a run starts, at every new epoch, and when a run ends; the page asks the
 * browser to load it again. May be told by several threads.
 */
public final class LivePage implements Progress {
  private static final int NOTES = 20;
  private final Path file;
  private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
  private final Map<RunSpec, Control.Step> running = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private int runs;
  private int reused;
  private int done;
  private int failed;

  /**
   * Make a live page.
   *
   * @param file such as {@code results/live.html}; its folder must exist
   */
  public LivePage(Path file) {
    this.file = file;
  }

  @Override
  public synchronized void planned(int newRuns, int newReused) {
    runs = newRuns;
    reused = newReused;
    done = 0;
    failed = 0;
    write();
  }

  @Override
  public synchronized void started(RunSpec spec, long resumedSteps) {
    running.put(spec, new Control.Step(0, spec.recipe().epochs(), 0, 0, Double.NaN, 0, Double.NaN));
    write();
  }

  @Override
  public synchronized void step(RunSpec spec, Control.Step step) {
    Control.Step before = running.put(spec, step);
    if (before == null || before.epoch() != step.epoch()) {
      write();
    }
  }

  @Override
  public synchronized void ended(RunRecord run, boolean wasReused) {
    running.remove(run.spec());
    done++;
    failed += run.outcome() == RunRecord.Outcome.COMPLETED ? 0 : 1;
    if (!wasReused || done == runs) {
      write();
    }
  }

  @Override
  public synchronized void note(String message) {
    notes.add(message);
    if (notes.size() > NOTES) {
      notes.remove(0);
    }
    write();
  }

  private void write() {
    List<Live.Line> lines = new ArrayList<>();
    running.forEach(
        (spec, step) ->
            lines.add(
                new Live.Line(
                    spec.architecture()
                        + " "
                        + spec.erasure()
                        + " "
                        + spec.dataset().name()
                        + " seed "
                        + spec.seed(),
                    step.epoch() + " of " + step.epochs(),
                    String.format(
                        Locale.ROOT,
                        "%.4f",
                        step.steps() == 0 ? 0.0 : (double) step.step() / step.steps()),
                    Numbers.fixed(step.loss(), 3),
                    Numbers.fixed(step.imagesPerSecond(), 0),
                    Numbers.seconds(step.secondsLeft()))));
    lines.sort(Comparator.comparing(Live.Line::name));
    StringOutput output = new StringOutput(8_192);
    templates.render("live.jte", new Live(runs, done, reused, failed, lines, notes), output);
    try {
      // A browser must never read half a page.
      Path half = file.resolveSibling(file.getFileName() + ".tmp");
      Files.writeString(half, output.toString());
      Files.move(half, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("the live page " + file + " cannot be written", e);
    }
  }
}
