package org.paperclaims.reports;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.paperclaims.harness.lab.Progress;
import org.paperclaims.harness.lab.SuiteCounter;
import org.paperclaims.harness.measure.Metrics;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.run.ShownText;
import org.paperclaims.harness.suite.CaseResult;
import org.paperclaims.harness.train.Control;
import org.paperclaims.reports.page.Live;
import org.paperclaims.reports.page.Mark;
import org.paperclaims.reports.page.Numbers;
import org.paperclaims.reports.page.Sparkline;
import org.paperclaims.reports.page.WrittenMetric;

/**
 * Writes a page that shows a results folder at work, so that a long job can be watched from a
 * browser. It is written when a run starts, at every new epoch, when a run ends and when a verdict
 * is reached, though not more often than every half second once it {@link #begin begins}; the page
 * asks the browser to load it again. Several processes on one folder share the page: each leaves
 * what it does in a file of its own ({@link LiveFolder}), and whoever writes the page shows all. A
 * page that cannot be written is warned of once, and costs nothing else. May be told by several
 * threads.
 */
public final class LivePage implements Progress, AutoCloseable {
  private static final int NOTES = 20;
  private static final int ENDED = 12;
  private static final int CLAIMS = 3;
  private static final long BEAT_SECONDS = 15;
  private static final long PAUSE_NANOS = 500_000_000;
  private static final DateTimeFormatter WRITTEN =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Path file;
  private final LiveFolder folder;
  private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
  private final SuiteCounter suite = new SuiteCounter();
  private final Map<RunSpec, Control.Step> running = new LinkedHashMap<>();
  private final Map<RunSpec, List<Double>> losses = new HashMap<>();
  private final Map<String, Live.Verdict> verdicts = new LinkedHashMap<>();
  private final Deque<Live.Ended> ended = new ArrayDeque<>();
  private final List<String> notes = new ArrayList<>();
  private List<LiveCopy> others = List.of();
  private Function<RunSpec, Set<String>> claims = run -> Set.of();
  private Live.State state = Live.State.AT_WORK;
  private String report = "";
  private boolean written;
  private boolean warned;
  private boolean due;
  private long lastWritten = System.nanoTime() - PAUSE_NANOS;
  private @Nullable ScheduledExecutorService heart;
  private @Nullable Thread hook;

  /**
   * Make a live page.
   *
   * @param file such as {@code results/live.html}; its folder must exist when it is written
   */
  public LivePage(Path file) {
    this.file = file;
    this.folder = new LiveFolder(file);
  }

  /**
   * Write the page from now on though nothing happens, so that others see that this process lives,
   * and say that it was stopped when the process ends before {@link #closed}.
   */
  public synchronized void begin() {
    ScheduledExecutorService beats =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "live-page");
              thread.setDaemon(true);
              return thread;
            });
    var unused =
        beats.scheduleAtFixedRate(this::beat, BEAT_SECONDS, BEAT_SECONDS, TimeUnit.SECONDS);
    heart = beats;
    hook = new Thread(this::interrupted, "live-page-stopped");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Say which claims a run is for. */
  public synchronized void names(Function<RunSpec, Set<String>> claimsOfRun) {
    claims = claimsOfRun;
  }

  /** Look at the other processes, and write the page though nothing has happened. */
  synchronized void beat() {
    if (written) {
      write(true);
    }
  }

  /** The process was told to end: its runs save themselves, and it may have no time for more. */
  synchronized void interrupted() {
    if (state == Live.State.AT_WORK) {
      state = Live.State.STOPPED;
      beat();
    }
  }

  @Override
  public synchronized void planned(int newRuns, int newReused) {
    suite.planned(newRuns, newReused);
    changed();
  }

  @Override
  public synchronized void started(RunSpec spec, long resumedSteps) {
    running.put(spec, new Control.Step(0, spec.recipe().epochs(), 0, 0, Double.NaN, 0, Double.NaN));
    losses.put(spec, new ArrayList<>());
    changed();
  }

  @Override
  public synchronized void step(RunSpec spec, Control.Step step) {
    Control.Step before = running.put(spec, step);
    suite.step(spec, step);
    if (before == null || before.epoch() != step.epoch()) {
      losses.computeIfAbsent(spec, s -> new ArrayList<>()).add(step.loss());
      changed();
    }
  }

  @Override
  public synchronized void ended(RunRecord run, boolean wasReused) {
    running.remove(run.spec());
    losses.remove(run.spec());
    boolean completed = run.outcome() == RunRecord.Outcome.COMPLETED;
    suite.ended(run.spec(), wasReused, completed);
    if (!wasReused) {
      ended.addFirst(
          new Live.Ended(
              name(run.spec()),
              claims(run.spec()),
              completed,
              outcome(run, completed),
              Numbers.seconds(run.seconds())));
      if (ended.size() > ENDED) {
        ended.removeLast();
      }
    }
    if (!wasReused || suite.done() == suite.runs()) {
      changed();
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

  /** Show a verdict; a later one of the same case takes its place. */
  public synchronized void judged(CaseResult result) {
    Mark mark = Mark.of(result);
    String name = result.claimCase().name() + ", " + result.engine();
    verdicts.put(
        result.claim().id() + " " + name,
        new Live.Verdict(
            result.claim().id(), name, mark.sign(), mark.words(), result.judgement().reason()));
    changed();
  }

  /**
   * Say that the suite has ended; the page no longer loads itself again, unless others are at work.
   *
   * @param index of the report
   */
  public synchronized void closed(Path index) {
    Path home = file.toAbsolutePath().normalize().getParent();
    Path target = index.toAbsolutePath().normalize();
    report =
        home == null
            ? target.toUri().toString()
            // In names, ? and # and % are letters; in a link they are not.
            : encoded(home.relativize(target));
    closed();
  }

  /** Say that all runs have ended, and that there is no report of them. */
  public synchronized void closed() {
    state = Live.State.ENDED;
    running.clear();
    write(true);
    close();
  }

  /** Write the page no more; it says that the process was stopped, unless all had ended. */
  @Override
  public synchronized void close() {
    interrupted();
    if (heart != null) {
      heart.shutdownNow();
      heart = null;
    }
    if (hook != null) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The process is ending already, and the page says how.
      }
      hook = null;
    }
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
    changed();
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

  /** Name the claims that a run is for, the first few of many. */
  private String claims(RunSpec spec) {
    List<String> ids = claims.apply(spec).stream().sorted().toList();
    String few = String.join(", ", ids.subList(0, Math.min(CLAIMS, ids.size())));
    return ids.size() <= CLAIMS ? few : few + " and " + (ids.size() - CLAIMS) + " more";
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f", Math.min(100, 100 * share));
  }

  private Live.Line line(RunSpec spec, Control.Step step) {
    return new Live.Line(
        name(spec),
        claims(spec),
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
            loss -> Numbers.fixed(loss, 3)));
  }

  private LiveCopy own() {
    OptionalDouble left = suite.secondsLeft();
    boolean known = state == Live.State.AT_WORK && left.isPresent();
    return new LiveCopy(
        folder.name(),
        state,
        suite.runs(),
        suite.done(),
        suite.reused(),
        suite.failed(),
        known ? Numbers.seconds(left.getAsDouble()) : "",
        running.entrySet().stream().map(run -> line(run.getKey(), run.getValue())).toList(),
        List.copyOf(verdicts.values()),
        List.copyOf(ended),
        notes);
  }

  /**
   * Write the page, or have it written soon where it has just been: runs may take half a second.
   */
  private void changed() {
    long wait = PAUSE_NANOS - (System.nanoTime() - lastWritten);
    if (heart == null || wait <= 0) {
      write(false);
    } else if (!due) {
      due = true;
      var unused = heart.schedule(this::late, wait, TimeUnit.NANOSECONDS);
    }
  }

  private synchronized void late() {
    due = false;
    if (state == Live.State.AT_WORK) {
      write(false);
    }
  }

  private void write(boolean lookAround) {
    LiveCopy own = own();
    try {
      folder.write(own);
      if (lookAround || !written) {
        others = folder.others();
      }
    } catch (IOException e) {
      warn(e);
    }
    lastWritten = System.nanoTime();
    StringOutput output = new StringOutput(8_192);
    templates.render("live.jte", joined(own), output);
    try {
      folder.replace(file, ShownText.of(output.toString()));
      written = true;
    } catch (IOException e) {
      warn(e);
    }
  }

  /** Warn once: what cannot be written now cannot be at the next epoch. */
  private void warn(IOException e) {
    if (!warned) {
      warned = true;
      System.err.println(
          ShownText.of(
              "claims: warning: the live page %s cannot be written (%s); the runs go on"
                  .formatted(file, e)));
    }
  }

  /** Put this process and the others on one page; the one that knows of most runs counts them. */
  private Live joined(LiveCopy own) {
    List<LiveCopy> all = Stream.concat(Stream.of(own), others.stream()).toList();
    List<LiveCopy> atWork = all.stream().filter(c -> c.state() == Live.State.AT_WORK).toList();
    LiveCopy knowing =
        all.stream()
            .max(Comparator.comparingInt(LiveCopy::runs).thenComparingInt(LiveCopy::done))
            .orElse(own);
    Map<String, Live.Verdict> known = new LinkedHashMap<>();
    all.stream()
        .flatMap(c -> c.verdicts().stream())
        .forEach(v -> known.putIfAbsent(v.claim() + " " + v.caseName(), v));
    Instant now = Instant.now();
    return new Live(
        atWork.isEmpty() ? state : Live.State.AT_WORK,
        knowing.runs(),
        knowing.done(),
        knowing.reused(),
        knowing.failed(),
        percent(knowing.runs() == 0 ? 0 : (double) knowing.done() / knowing.runs()),
        atWork.stream().map(LiveCopy::left).filter(t -> !t.isEmpty()).findFirst().orElse(""),
        atWork.stream()
            .flatMap(c -> c.lines().stream())
            .sorted(Comparator.comparing(Live.Line::name))
            .toList(),
        List.copyOf(known.values()),
        all.stream().flatMap(c -> c.ended().stream()).limit(ENDED).toList(),
        others.isEmpty()
            ? List.of()
            : all.stream()
                .map(c -> new Live.Copy(c.name(), c.state(), c.done(), c.runs(), c.lines().size()))
                .toList(),
        all.stream()
            .flatMap(c -> c.notes().stream().map(n -> others.isEmpty() ? n : c.name() + ": " + n))
            .limit(NOTES)
            .toList(),
        WRITTEN.format(now),
        now.toEpochMilli(),
        report);
  }
}
