package org.paperclaims.harness.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import org.paperclaims.harness.engine.Engine;
import org.paperclaims.harness.engine.EngineException;
import org.paperclaims.harness.measure.MeasurementException;
import org.paperclaims.harness.measure.Metric;
import org.paperclaims.harness.measure.Metrics;
import org.paperclaims.harness.measure.Workplace;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.run.Protocol;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.store.Lease;
import org.paperclaims.harness.store.RunStore;
import org.paperclaims.harness.store.StoreException;
import org.paperclaims.harness.store.Stored;
import org.paperclaims.harness.train.PreemptedException;

/**
 * Gives the record for a run spec: from the store, by resuming, or by running it. Runs several side
 * by side, and shares a store with other processes: each spec is run once. A run that fails costs
 * nothing but itself.
 */
public final class Laboratory {
  /** Between two looks at the runs that others are doing. */
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /** The share of a pause of each such run: no more than four are looked at a second. */
  private static final Duration LOOK = Duration.ofMillis(250);

  private final RunStore store;
  private final LaboratoryOptions options;
  private final Progress progress;
  private final Places places;
  private final Set<String> advised = ConcurrentHashMap.newKeySet();
  private final Worker worker;
  private final IsolatedRun isolated;
  private final Map<String, String> environment;
  private final boolean keepsLedger;

  /**
   * Make a laboratory.
   *
   * @param engines finds an engine by its id, such as {@link Engines#find}
   * @param environment of this machine, such as {@link Environment#capture}
   */
  public Laboratory(
      RunStore store,
      DatasetSource datasets,
      Function<String, Engine> engines,
      Map<String, String> environment,
      LaboratoryOptions options,
      Progress progress) {
    this(store, datasets, engines, environment, options, progress, true);
  }

  private Laboratory(
      RunStore store,
      DatasetSource datasets,
      Function<String, Engine> engines,
      Map<String, String> environment,
      LaboratoryOptions options,
      Progress progress,
      boolean keepsLedger) {
    this.store = store;
    this.options = options;
    this.progress = new ShieldedProgress(progress);
    this.environment = new TreeMap<>(environment);
    this.places = new Places(engines, datasets, options);
    this.worker = new Worker(store, datasets, options, this.progress);
    this.isolated = new IsolatedRun(store, options, this.progress);
    this.keepsLedger = keepsLedger;
  }

  /** Make a laboratory for one that has another add its runs to the ledger. */
  static Laboratory withoutLedger(
      RunStore store,
      DatasetSource datasets,
      Function<String, Engine> engines,
      Map<String, String> environment,
      LaboratoryOptions options,
      Progress progress) {
    return new Laboratory(store, datasets, engines, environment, options, progress, false);
  }

  /**
   * Give the records for specs, in their order. Equal specs are run once.
   *
   * @throws PreemptedException if the process was asked to end; every run has saved a checkpoint
   */
  public List<RunRecord> records(List<RunSpec> specs) {
    try (RunQueue runs = start(specs)) {
      return runs.records(specs);
    }
  }

  /** Begin runs, those with the most work first, in the background. Equal specs are run once. */
  public RunQueue start(List<RunSpec> specs) {
    RunQueue runs = RunQueue.none();
    begin(runs, specs);
    return runs;
  }

  /**
   * Add runs to a queue that is at work or has come to its end, and go on with the others in it.
   * Runs that it has already are not made again. They begin when those that were there before are
   * under way.
   */
  public void add(RunQueue runs, List<RunSpec> specs) {
    List<RunSpec> others = specs.stream().filter(s -> !runs.holds(s)).toList();
    if (!others.isEmpty()) {
      begin(runs, others);
    }
  }

  private void begin(RunQueue runs, List<RunSpec> specs) {
    Map<String, RunSpec> wanted = new LinkedHashMap<>();
    specs.forEach(s -> wanted.put(Fingerprint.of(s), s));
    Map<RunSpec, RunRecord> found = new LinkedHashMap<>();
    wanted.forEach((name, spec) -> reusable(name, spec).ifPresent(r -> found.put(spec, r)));
    progress.planned(wanted.size(), found.size());
    found.forEach(
        (spec, run) -> {
          note(run);
          progress.ended(run, true);
          runs.put(spec, run);
        });
    List<RunSpec> left = wanted.values().stream().filter(s -> !found.containsKey(s)).toList();
    if (!left.isEmpty()) {
      left.stream().map(RunSpec::engine).distinct().forEach(this::adviseOn);
      runs.add(left, () -> work(runs));
    }
  }

  /**
   * Give a run's record with a metric that it was not measured by: of its stored model, or by
   * another look at its first weights. Earlier numbers stay, and the record is stored.
   *
   * @return the record as it is if it has the metric, did not complete, or has no stored model
   */
  public RunRecord measured(RunRecord run, String metric) {
    Optional<Metric> asked = Metrics.named(metric);
    if (run.outcome() != RunRecord.Outcome.COMPLETED
        || asked.isEmpty()
        || !Double.isNaN(asked.get().of(run))) {
      return run;
    }
    if (options.mode() == LaboratoryOptions.Mode.LOAD && worker.isGiven(run.fingerprint())) {
      return lookedAt(run, metric, place -> worker.measureGiven(run, asked.get(), place));
    }
    return more(
        run,
        metric,
        now -> !Double.isNaN(asked.get().of(now)),
        (lease, now, place) -> worker.measure(lease, now, asked.get(), place));
  }

  /**
   * Give a run's record with the test images that its network was right about, if it was recorded
   * without them: its stored model is tested again, and the record is stored with them.
   *
   * @return the record as it is if it has them, trained nothing, did not complete, has no stored
   *     model, or if the model errs otherwise here than the record says, which is told
   */
  public RunRecord answered(RunRecord run) {
    boolean asked =
        run.correct().isEmpty()
            && run.outcome() == RunRecord.Outcome.COMPLETED
            && run.spec().protocol().trains();
    return asked ? more(run, "test images", now -> now.correct().isPresent(), worker::answer) : run;
  }

  /** Looks at a run's network again. */
  private interface Look {
    RunRecord at(Lease lease, RunRecord run, Workplace place);
  }

  /** Look at a run's network again; what goes wrong is told, and costs what was looked for. */
  private RunRecord lookedAt(RunRecord run, String what, Function<Workplace, RunRecord> look) {
    RunSpec spec = run.spec();
    try {
      return look.apply(places.shifts(List.of(spec)).get(0).places().get(0).in(spec));
    } catch (PreemptedException e) {
      throw e;
    } catch (StoreException | IllegalArgumentException | EngineException | MeasurementException e) {
      progress.note(Names.of(spec) + ": " + what + " cannot be measured: " + e.getMessage());
      return run;
    } catch (RuntimeException | OutOfMemoryError | LinkageError e) {
      progress.note(Names.of(spec) + ": " + what + " cannot be measured: " + e);
      return run;
    }
  }

  /** Look at a run's network again under the run's lease, unless somebody has since. */
  private RunRecord more(RunRecord run, String what, Predicate<RunRecord> known, Look look) {
    return lookedAt(run, what, place -> more(run, what, known, look, place));
  }

  private RunRecord more(
      RunRecord run, String what, Predicate<RunRecord> known, Look look, Workplace place) {
    Optional<Lease> taken = store.lease(run.fingerprint());
    if (taken.isEmpty()) {
      progress.note(
          "%s: another process holds the run, so nothing is measured of it (%s); start again when it has ended"
              .formatted(Names.of(run.spec()), what));
      return run;
    }
    try (Lease lease = taken.get()) {
      // Another claim may have had the run measured since it was read, which is kept.
      RunRecord now =
          store.find(lease) instanceof Stored.Found stored
                  && stored.run().outcome() == RunRecord.Outcome.COMPLETED
              ? stored.run()
              : run;
      if (known.test(now)) {
        return now;
      }
      RunRecord more = look.at(lease, now, place);
      if (keepsLedger && !more.equals(now)) {
        store.ledger().addAgain(more);
      }
      return more;
    }
  }

  /** Say before any training, and once, that an engine leaves a device of this machine unused. */
  private void adviseOn(String engine) {
    String advice = places.advice(engine);
    if (!advice.isEmpty() && advised.add(engine)) {
      progress.note(engine + " trains on the CPU: " + advice);
    }
  }

  private Optional<RunRecord> reusable(String name, RunSpec spec) {
    if (options.mode() == LaboratoryOptions.Mode.LOAD && spec.protocol().trains()) {
      return Optional.empty();
    }
    return store.find(name) instanceof Stored.Found stored
        ? Optional.of(stored.run())
        : Optional.empty();
  }

  /**
   * Do what can be done, then look again and again at what others are doing, ever less often: many
   * may be waiting on one file server.
   */
  private void work(RunQueue runs) {
    List<Places.Shift> left = new ArrayList<>();
    Duration pause = SHORTEST_PAUSE;
    while (!runs.preemption().stop()) {
      left.addAll(places.shifts(places.longestFirst(runs.added(left.isEmpty()))));
      if (left.isEmpty()) {
        return;
      }
      List<Places.Shift> held = new ArrayList<>();
      for (Places.Shift shift : left) {
        List<RunSpec> specs = work(shift, runs);
        if (!specs.isEmpty()) {
          held.add(new Places.Shift(specs, shift.places()));
        }
      }
      boolean idle = runs(held) == runs(left);
      pause = idle ? longer(pause, runs(held)) : SHORTEST_PAUSE;
      left = held;
      if (!left.isEmpty()) {
        runs.preemption().await(pause);
      }
    }
  }

  private static int runs(List<Places.Shift> shifts) {
    return shifts.stream().mapToInt(s -> s.specs().size()).sum();
  }

  /** Give a longer pause, by chance somewhat more or less, so that not all look at once. */
  private static Duration longer(Duration pause, int looks) {
    Duration most = LOOK.multipliedBy(looks);
    Duration limit = most.compareTo(LONGEST_PAUSE) > 0 ? most : LONGEST_PAUSE;
    long millis = Math.min(limit.toMillis(), 2 * pause.toMillis());
    return Duration.ofMillis(millis * ThreadLocalRandom.current().nextLong(75, 126) / 100);
  }

  /** Work through a shift and give the runs that others are doing. */
  private List<RunSpec> work(Places.Shift shift, RunQueue runs) {
    Queue<RunSpec> queue = new ConcurrentLinkedQueue<>(shift.specs());
    Queue<RunSpec> held = new ConcurrentLinkedQueue<>();
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < shift.places().size(); i++) {
      Places.Place place = shift.places().get(i);
      Thread thread = new Thread(() -> workAt(place, queue, held, runs), "laboratory-" + (i + 1));
      thread.start();
      workers.add(thread);
    }
    for (Thread thread : workers) {
      boolean waiting = true;
      while (waiting) {
        try {
          thread.join();
          waiting = false;
        } catch (InterruptedException e) {
          runs.preemption().ask();
        }
      }
    }
    return List.copyOf(held);
  }

  private void workAt(
      Places.Place place, Queue<RunSpec> queue, Queue<RunSpec> held, RunQueue runs) {
    while (!runs.preemption().stop()) {
      RunSpec spec = queue.poll();
      if (spec == null) {
        return;
      }
      String name = Fingerprint.of(spec);
      try {
        attempt(name, spec, place, runs.preemption())
            .ifPresentOrElse(run -> runs.put(spec, run), () -> held.add(spec));
      } catch (PreemptedException e) {
        progress.stopped(spec, String.valueOf(e.getMessage()));
        return;
      } catch (StoreException.Away e) {
        // It says nothing of the run, which is tried again when the others have been.
        if (advised.add(String.valueOf(e.getMessage()))) {
          progress.note(e.getMessage() + "; its runs wait until it is there again");
        }
        held.add(spec);
      } catch (RuntimeException | Error e) {
        // Whatever ends a run, such as a fault in a mapped file, ends that run alone.
        RunRecord failed = failed(name, spec, e);
        note(failed);
        progress.ended(failed, false);
        runs.put(spec, failed);
      }
    }
  }

  /** Do a run, unless somebody else is doing it. */
  private Optional<RunRecord> attempt(
      String name, RunSpec spec, Places.Place place, Preemption preemption) {
    if (options.mode() == LaboratoryOptions.Mode.LOAD && spec.protocol().trains()) {
      RunRecord loaded = worker.load(name, spec, place.in(spec), environment);
      progress.ended(loaded, false);
      return Optional.of(loaded);
    }
    if (store.find(name) instanceof Stored.Found stored) {
      note(stored.run());
      progress.ended(stored.run(), true);
      return Optional.of(stored.run());
    }
    if (options.isolate() && spec.protocol() != Protocol.GIVEN) {
      // The child takes the lease: it is the one that writes.
      RunRecord run = isolated.run(spec, place.in(spec), environment, preemption);
      note(run);
      progress.ended(run, false);
      return Optional.of(run);
    }
    Optional<Lease> taken = store.lease(name);
    if (taken.isEmpty()) {
      return Optional.empty();
    }
    try (Lease lease = taken.get()) {
      Stored stored = store.find(lease);
      if (stored instanceof Stored.Found ready) {
        progress.ended(ready.run(), true);
        return Optional.of(ready.run());
      }
      if (stored instanceof Stored.Unreadable unreadable) {
        throw new StoreException(
            "the record in %s %s; it stays where it is, and is taken when it can be read"
                .formatted(store.root().resolve("runs").resolve(name), unreadable.reason()));
      }
      if (stored instanceof Stored.Corrupt corrupt) {
        store.quarantine(lease, corrupt.reason());
      }
      RunRecord run = worker.run(lease, spec, place.in(spec), environment, preemption);
      note(run);
      progress.ended(run, false);
      return Optional.of(run);
    } catch (StoreException.LeaseLost e) {
      progress.note(Names.of(spec) + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  private RunRecord failed(String name, RunSpec spec, Throwable e) {
    String what = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new RunRecord(
        name, spec, RunRecord.Outcome.FAILED, detail(e, what), List.of(), Map.of(), environment, 0);
  }

  private static String detail(Throwable e, String what) {
    if (e instanceof OutOfMemoryError) {
      return "out of memory (%s); give the JVM more with -Xmx, or run fewer side by side"
          .formatted(what);
    }
    if (e instanceof EngineException.OutOfMemory) {
      return ("out of device memory (%s); the batch is not split, for batch normalisation would"
              + " then see other batches and the run be another experiment: use a device with more"
              + " memory, or write a record with a smaller batch")
          .formatted(what);
    }
    return what;
  }

  /** Write a run into the ledger; that it cannot be written must not cost the run. */
  private void note(RunRecord run) {
    if (!keepsLedger) {
      return;
    }
    try {
      store.ledger().add(run);
    } catch (StoreException e) {
      progress.note(String.valueOf(e.getMessage()));
    }
  }
}
